package org.spotalert.channels.cloudevents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message for other programs, in the JSON format of CloudEvents 1.0 (structured mode).
 *
 * @param id identifies this message; the same whenever these alerts are sent again. Without a dot, since it is
 *     the {@code webhook-id} too
 * @param source names this program
 * @param type what {@code data} is, with its version
 * @param subject the thread of the message: the incident, or the digest
 * @param time when the first of the notices was given, as ISO 8601 in UTC
 * @param dataschema the {@code $id} of the JSON schema of {@code data}
 */
public record CloudEvent(
        String specversion,
        String id,
        String source,
        String type,
        String subject,
        String time,
        String datacontenttype,
        String dataschema,
        AlertsData data) {

    /**
     * The alerts of one message.
     *
     * @param headline the most important facts in one line
     * @param severity {@code info}, {@code warning} or {@code critical}: the worst of all, and critical also when only all
     *     instances together put a service in danger
     * @param alerts the alerts, the worst and most urgent first
     * @param omittedAlerts how many were left out for their size; left out itself when none was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AlertsData(
            String headline,
            String severity,
            List<AlertData> alerts,
            @Nullable Integer omittedAlerts) {

        public AlertsData {
            alerts = List.copyOf(alerts);
        }
    }
}
