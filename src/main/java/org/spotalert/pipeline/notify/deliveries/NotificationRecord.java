package org.spotalert.pipeline.notify.deliveries;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Alert;
import org.spotalert.model.Failure;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification.Outcome;
import org.spotalert.pipeline.store.IncidentLog;

/**
 * Records in each incident how its channels fared. Nothing waits for the store here.
 *
 * @param thread the thread of a message about these alerts
 */
public record NotificationRecord(IncidentLog incidents, Function<List<Alert>, String> thread, Clock clock) {

    /**
     * Records that a channel has these alerts, in one message.
     *
     * @param sentBy the fallback that has sent them; null when the channel itself has
     */
    public void sent(String channel, List<Alert> alerts, @Nullable String sentBy) {
        if (!alerts.isEmpty()) {
            add(channel, alerts, Outcome.SENT, sentBy == null ? thread.apply(alerts) : null, sentBy, null);
        }
    }

    /** Records why a channel does not have these alerts. */
    public void failed(String channel, List<Alert> alerts, Failure failure) {
        add(channel, alerts, Outcome.FAILED, null, null, failure);
    }

    private void add(
            String channel,
            List<Alert> alerts,
            Outcome outcome,
            @Nullable String inThread,
            @Nullable String sentBy,
            @Nullable Failure failure) {
        Instant now = clock.instant();
        incidents.add(alerts.stream()
                .map(alert -> {
                    Instant terminatesAt = alert.interruption().terminatesAt();
                    Incident.Notification notification = new Incident.Notification(
                            channel,
                            alert.kind(),
                            outcome,
                            now,
                            terminatesAt == null
                                    ? null
                                    : Duration.between(now, terminatesAt).toSeconds(),
                            inThread,
                            sentBy,
                            failure);
                    return new IncidentLog.Change(
                            Incident.key(alert.interruption()),
                            Incident.of(alert, now),
                            incident -> incident.notified(notification, now));
                })
                .toList());
    }
}
