package org.spotalert.channels.servicenow;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.channels.incident.JsonResponse;
import org.spotalert.model.FailureReason;

/** Reads what ServiceNow answers. */
public final class ServiceNowResponse {

    private static final String DISPLAY = "correlation_display";
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
        JsonResponse found = JsonResponse.of("ServiceNow", answer);
        if (!found.at("/result").isArray()) {
            throw found.unexpected("/result");
        }
        int incidents = found.at("/result").size();
        List<Integer> ours = IntStream.range(0, incidents)
                .filter(at -> column(found, at, "correlation_id").equals(ticket.correlationId()))
                .boxed()
                .toList();
        if (ours.isEmpty() && incidents > 0) {
            throw new WebhookFailedException(
                    FailureReason.REFUSED,
                    "ServiceNow found incidents, but none with the correlation id that was asked for, and none was changed;"
                            + " check that its user may read correlation_id of the table incident",
                    true);
        }
        Optional<Integer> incident = ours.stream()
                .filter(at -> column(found, at, DISPLAY).equals(ticket.mark()))
                .findFirst()
                .or(() -> ours.stream().findFirst());
        if (incident.isEmpty()) {
            return null;
        }
        return new ServiceNow.FoundIncident(
                found.text("/result/" + incident.get() + "/sys_id", SYS_ID),
                column(found, incident.get(), DISPLAY),
                found.at("/result/" + incident.get() + "/urgency").asInt());
    }

    private static String column(JsonResponse found, int incident, String name) {
        return found.at("/result/" + incident + "/" + name).asText();
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
