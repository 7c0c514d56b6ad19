package org.spotalert.pipeline.decide;

import java.time.Instant;
import java.util.stream.Stream;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Samples;

/** Makes alerts for tests: of an instance of cluster blue that runs a task of each of these services. */
public final class Suppressed {

    private Suppressed() {}

    public static Alert alert(String id, String noticedAt, Rule rule, String reason, String... services) {
        return Samples.notice()
                .eventId("e-" + id)
                .account("111122223333")
                .id(id)
                .noticedAt(Instant.parse(noticedAt))
                .cluster("blue")
                .services(Stream.of(services).map(Samples::service).toArray(AffectedService[]::new))
                .decision(rule == Rule.TASKS_LOST ? Verdict.SEND : Verdict.SUPPRESS, rule, reason)
                .alert();
    }
}
