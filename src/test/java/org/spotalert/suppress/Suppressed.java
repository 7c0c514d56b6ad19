package org.spotalert.suppress;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.spotalert.decide.Alert;
import org.spotalert.decide.AlertKind;
import org.spotalert.decide.Decision;
import org.spotalert.decide.Decision.Rule;
import org.spotalert.decide.Decision.Verdict;
import org.spotalert.enrich.AffectedService;
import org.spotalert.enrich.Cluster;
import org.spotalert.enrich.Completeness;
import org.spotalert.enrich.Impact;
import org.spotalert.event.InstanceAction;
import org.spotalert.event.Interruption;
import org.spotalert.event.InterruptionKind;

/** Makes alerts for tests: of an instance of cluster blue that runs a task of each of these services. */
final class Suppressed {

    private Suppressed() {}

    static Alert alert(String id, String noticedAt, Rule rule, String reason, String... services) {
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
