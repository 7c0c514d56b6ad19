package org.spotalert.channels.servicenow;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.channels.incident.JsonResponse;

/** Reads what ServiceNow answers. */
public final class ServiceNowResponse {

    private static final String DISPLAY = "/correlation_display";
    private static final Pattern SYS_ID = Pattern.compile("[0-9a-f]{32}");

    /**
     * The incident that the message belongs to: of those with its correlation id the one whose last message it is, or else the
     * first; null when there is none.
     *
     * @throws WebhookFailedException when this is no answer to a query, such as the page of a hibernating instance, or one
     *     with incidents of others alone: an instance that does not understand a condition leaves it out
     */
    public ServiceNow.@Nullable FoundIncident found(ServiceNow.Ticket ticket, String answer)
            throws WebhookFailedException {
        JsonResponse incident = JsonResponse.of("ServiceNow", answer)
                .find(
                        "/result",
                        record -> record.at("/correlation_id").asText().equals(ticket.correlationId()),
                        record -> record.at(DISPLAY).asText().equals(ticket.mark()),
                        "ServiceNow found incidents, but none with the correlation id that was asked for, and none was"
                                + " changed; check that its user may read correlation_id of the table incident")
                .orElse(null);
        return incident == null
                ? null
                : new ServiceNow.FoundIncident(
                        incident.text("/sys_id", SYS_ID),
                        incident.at(DISPLAY).asText(),
                        incident.at("/urgency").asInt());
    }

    /**
     * Checks that an incident was written.
     *
     * @throws WebhookFailedException when the answer names none
     */
    public void written(String answer) throws WebhookFailedException {
        JsonResponse.of("ServiceNow", answer).text("/result/sys_id", SYS_ID);
    }
}
