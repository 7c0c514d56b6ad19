package org.spotalert.pipeline.recovery;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Impact;
import org.spotalert.pipeline.intake.FollowUp;
import org.spotalert.pipeline.notify.DeliveryReport;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog;
import org.spotalert.platform.aws.AwsFailure;

/**
 * Begins the follow-up of warnings that were delivered, once for each channel that has them: a channel that is told of a
 * warning later is told later how it ended, and so never before. It may fail without harm to any alert.
 */
public final class RecoveryStart {

    private static final Logger LOG = LoggerFactory.getLogger("org.spotalert.follow");

    private final boolean on;
    private final RecoveryChecks followUps;
    private final DeliveryLog claims;
    private final Function<List<Alert>, String> threads;

    /**
     * @param on whether there are follow-ups
     * @param threads the thread that tells a list of alerts
     */
    public RecoveryStart(
            boolean on, RecoveryChecks followUps, DeliveryLog claims, Function<List<Alert>, String> threads) {
        this.on = on;
        this.followUps = followUps;
        this.claims = claims;
        this.threads = threads;
    }

    /**
     * A beginning.
     *
     * @param warnings those that are followed, by the channels that have them; claimed, so that nobody follows them twice
     * @param followUps the watch over their instances
     */
    public record Beginning(Map<String, List<Alert>> warnings, List<FollowUp> followUps) {}

    /** Those of the alerts that some channel has and nobody follows for it. */
    public Beginning begin(List<Alert> alerts, DeliveryReport report) {
        List<Alert> warnings =
                alerts.stream().filter(alert -> on && mayLoseTasks(alert)).toList();
        if (warnings.stream().noneMatch(RecoveryStart::changes)) {
            return new Beginning(Map.of(), List.of());
        }
        NewlyNotified told = NewlyNotified.of(warnings, report, threads, this::free);
        return new Beginning(told.claimed(), followUps.begin(told.instances(), threads.apply(alerts)));
    }

    private static boolean mayLoseTasks(Alert alert) {
        Impact impact = alert.impact();
        return alert.kind() == AlertKind.WARNING
                && impact.interruption().kind().certain()
                && (impact.losesTasks() || impact.completeness().partial());
    }

    /** Whether a later look may show anything new. Standalone tasks are only counted with the others: nobody restarts them. */
    private static boolean changes(Alert alert) {
        return !alert.impact().services().isEmpty()
                || alert.impact().completeness().partial();
    }

    /** Without a claim some may be followed twice, which only the claims of what they tell would show. */
    private List<Alert> free(String channel, List<Alert> warnings) {
        try {
            return claims.acquire(DeliveryLog.followUpFor(channel), warnings).toSend();
        } catch (RuntimeException storeFails) {
            return claims.withoutStore(DeliveryLog.followUpFor(channel), warnings)
                    .toSend();
        }
    }

    /** Records that the messages for the first looks are on the queue. */
    public void begun(Beginning beginning) {
        beginning.warnings().forEach((channel, warnings) -> claims.markSent(DeliveryLog.followUpFor(channel), warnings));
    }

    /** Says that nobody will tell how it ended. */
    public void notBegun(Beginning beginning, Exception failure) {
        beginning.warnings().forEach((channel, warnings) -> claims.release(DeliveryLog.followUpFor(channel), warnings));
        LOG.atWarn()
                .addKeyValue("channels", beginning.warnings().keySet())
                .addKeyValue("reason", AwsFailure.isOne(failure) ? AwsFailure.describe(failure) : failure.toString())
                .log("the alert is sent, but how it ends will not be told: its reminder cannot be put on the queue;"
                        + " check sqs:SendMessage, and that the queue is no FIFO queue");
    }
}
