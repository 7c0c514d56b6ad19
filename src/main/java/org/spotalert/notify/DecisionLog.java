package org.spotalert.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.spotalert.decide.Alert;
import org.spotalert.enrich.Impact;
import org.spotalert.event.Interruption;

/** Writes one line per event: what was found, what was decided, who was told, how much time was left. */
public final class DecisionLog {

    private static final Logger LOG = LoggerFactory.getLogger("org.spotalert.decision");

    private final Clock clock;

    public DecisionLog(Clock clock) {
        this.clock = clock;
    }

    /** Records the alerts of the batch that nobody is told about. */
    public void suppressed(List<Alert> alerts) {
        alerts.stream()
                .filter(alert -> !alert.decision().sends())
                .forEach(alert -> line(alert).log("no alert"));
    }

    /**
     * Records the alerts that the channels were given.
     *
     * @throws UndeliveredException when some channel does not have its alerts, so that the messages come back
     */
    public void delivered(List<Alert> alerts, DeliveryReport report) throws UndeliveredException {
        List<String> failed = report.failed();
        for (Alert alert : alerts) {
            LoggingEventBuilder line =
                    line(alert).addKeyValue("channels", report.sent()).addKeyValue("severity", alert.severity());
            (failed.isEmpty() ? line : line.addKeyValue("failed", failed))
                    .log(failed.isEmpty() ? "alert sent" : "alert not delivered everywhere");
        }
        if (!failed.isEmpty()) {
            throw new UndeliveredException(String.join("; ", failed));
        }
    }

    private LoggingEventBuilder line(Alert alert) {
        Impact impact = alert.impact();
        Interruption interruption = impact.interruption();
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("eventId", interruption.eventId())
                .addKeyValue("kind", interruption.kind())
                .addKeyValue("account", interruption.account())
                .addKeyValue("region", interruption.region())
                .addKeyValue("instanceId", interruption.instanceId())
                .addKeyValue(
                        "cluster",
                        impact.cluster() == null ? null : impact.cluster().name())
                .addKeyValue("services", impact.services().size())
                .addKeyValue("standaloneTasks", impact.standaloneTasks().size())
                .addKeyValue("daemonTasks", impact.daemonTasks())
                .addKeyValue("completeness", impact.completeness())
                .addKeyValue("verdict", alert.decision().verdict())
                .addKeyValue("rule", alert.decision().rule())
                .addKeyValue("reason", alert.decision().reason());
        Instant reclaimAt = interruption.reclaimAt();
        return reclaimAt == null
                ? line
                : line.addKeyValue(
                        "secondsLeft",
                        Duration.between(clock.instant(), reclaimAt).toSeconds());
    }
}
