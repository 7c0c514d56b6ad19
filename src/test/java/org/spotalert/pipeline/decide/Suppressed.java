package org.spotalert.pipeline.decide;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Cluster;
import org.spotalert.model.Completeness;
import org.spotalert.model.Decision;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Impact;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;

/** Makes alerts for tests: of an instance of cluster blue that runs a task of each of these services. */
public final class Suppressed {

    private Suppressed() {}

    public static Alert alert(String id, String noticedAt, Rule rule, String reason, String... services) {
        Interruption interruption = new Interruption(
                "e-" + id,
                InterruptionKind.INTERRUPTION_WARNING,
                "111122223333",
                "eu-west-1",
                null,
                id,
                InstanceAction.TERMINATE,
                Instant.parse(noticedAt));
        Impact impact = new Impact(
                interruption,
                null,
                new Cluster("arn:aws:ecs:eu-west-1:111122223333:cluster/blue"),
                null,
                Stream.of(services)
                        .map(name -> new AffectedService(name, "blue", 1, 1, null))
                        .toList(),
                List.of(),
                0,
                Completeness.COMPLETE);
        Verdict verdict = rule == Rule.TASKS_LOST ? Verdict.SEND : Verdict.SUPPRESS;
        return new Alert(impact, new Decision(verdict, rule, reason), AlertKind.WARNING);
    }
}
