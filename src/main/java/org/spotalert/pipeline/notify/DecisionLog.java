package org.spotalert.pipeline.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.spotalert.model.Alert;
import org.spotalert.model.Decision;
import org.spotalert.model.FailureReason;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.model.Interruption.Subject;
import org.spotalert.pipeline.intake.UndeliveredException;
import org.spotalert.pipeline.notify.Delivery.Outcome;

/**
 * Writes one line per event: what was found, what was decided, who was notified, how much time was left.
 *
 * @param lease how long a lease holds that nobody renews
 */
public record DecisionLog(Clock clock, Duration lease, AlertMetrics metrics) {

    private static final Logger LOG = LoggerFactory.getLogger("org.spotalert.decision");

    /** The keys of the line. */
    private static final Map<Outcome, String> KEYS = Map.of(
            Outcome.SENT, "channels",
            Outcome.ALREADY_SENT, "alreadySent",
            Outcome.SENT_BY_FALLBACK, "sentByFallback",
            Outcome.MISSING, "failed",
            Outcome.IN_FLIGHT, "inFlight",
            Outcome.NOT_WANTED, "notWanted");

    private static final String NOBODY =
            "no channel wants this alert, so nobody is notified: widen a channel's condition or set SPOT_CHANNEL_DEFAULT";

    private static final String ELSEWHERE = "no channel wants this alert yet; others receive it after their warning";

    /** Records the alerts of the batch that are suppressed. */
    public void suppressed(List<Alert> alerts) {
        alerts.stream()
                .filter(alert -> !alert.decision().sends())
                .forEach(alert ->
                        metrics.interruption(line(alert, Level.INFO), alert).log("no alert"));
    }

    /**
     * Records what became of the alerts at each channel. An alert that no channel wants is an error in the log, and done
     * with: it would be as unwanted when its message came back.
     *
     * @throws UndeliveredException when some channel does not have its alerts, so that their messages come back
     */
    public void delivered(DeliveryReport report) throws UndeliveredException {
        Map<Subject, Map<Outcome, List<String>>> outcomes = report.bySubject();
        Map<Subject, String> undelivered = new HashMap<>();
        Set<Subject> inFlight = new HashSet<>();
        for (Alert alert : report.alerts()) {
            Subject subject = alert.impact().interruption().subject();
            Map<Outcome, List<String>> outcome = outcomes.getOrDefault(subject, Map.of());
            boolean unwanted = Set.of(Outcome.NOT_WANTED).containsAll(outcome.keySet());
            boolean nobody = unwanted && alert.origin().otherChannels().isEmpty();
            LoggingEventBuilder line =
                    line(alert, nobody ? Level.ERROR : Level.INFO).addKeyValue("severity", alert.severity());
            for (Map.Entry<Outcome, List<String>> channels : outcome.entrySet()) {
                line = line.addKeyValue(KEYS.get(channels.getKey()), channels.getValue());
            }
            Set<FailureReason> reasons = report.failureReasons(subject);
            line = reasons.isEmpty() ? line : line.addKeyValue("failureReasons", reasons);
            // Another process has counted what a channel has from before.
            line = outcome.containsKey(Outcome.ALREADY_SENT) ? line : metrics.interruption(line, alert);
            line.log(nobody ? NOBODY : unwanted ? ELSEWHERE : message(outcome));
            if (outcome.containsKey(Outcome.MISSING)) {
                undelivered.put(subject, String.join("; ", outcome.get(Outcome.MISSING)));
            } else if (outcome.containsKey(Outcome.IN_FLIGHT)) {
                undelivered.put(subject, "still being sent: " + String.join(", ", outcome.get(Outcome.IN_FLIGHT)));
                inFlight.add(subject);
            }
        }
        if (!undelivered.isEmpty()) {
            throw new UndeliveredException(undelivered, inFlight, lease);
        }
    }

    private static String message(Map<Outcome, List<String>> outcome) {
        if (outcome.containsKey(Outcome.MISSING)) {
            return "alert not delivered everywhere";
        }
        if (outcome.containsKey(Outcome.IN_FLIGHT)) {
            return "alert is being sent";
        }
        return outcome.containsKey(Outcome.SENT) || outcome.containsKey(Outcome.SENT_BY_FALLBACK)
                ? "alert sent"
                : "alert was sent before";
    }

    /** What is not known is left out: a reader would search for a cluster called null. */
    private LoggingEventBuilder line(Alert alert, Level level) {
        Impact impact = alert.impact();
        Interruption notice = impact.interruption();
        Decision decision = alert.decision();
        Instant terminatesAt = notice.terminatesAt();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("eventId", notice.eventId());
        values.put("alert", alert.kind());
        values.put("source", notice.source() == Interruption.Source.EVENTBRIDGE ? null : notice.source());
        values.put("kind", notice.kind());
        values.put("account", notice.account());
        values.put("region", notice.region());
        values.put("instanceId", notice.resourceId());
        values.put("cluster", impact.clusterName());
        values.put("services", impact.services().size());
        values.put("standaloneTasks", impact.standaloneTasks().size());
        values.put("daemonTasks", impact.daemonTasks());
        values.put("completeness", impact.completeness().toString());
        values.put("asOf", Objects.toString(impact.completeness().asOf(), null));
        values.put("verdict", decision.verdict());
        values.put("rule", decision.rule());
        values.put("reason", decision.reason());
        values.put("indeterminate", decision.indeterminate().isEmpty() ? null : decision.indeterminate());
        values.put(
                "secondsLeft",
                terminatesAt == null
                        ? null
                        : Duration.between(clock.instant(), terminatesAt).toSeconds());
        LoggingEventBuilder line = LOG.atLevel(level);
        for (Map.Entry<String, @Nullable Object> value : values.entrySet()) {
            line = value.getValue() == null ? line : line.addKeyValue(value.getKey(), value.getValue());
        }
        return line;
    }
}
