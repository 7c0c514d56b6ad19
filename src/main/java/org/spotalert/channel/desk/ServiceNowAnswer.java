package org.spotalert.channel.desk;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.spotalert.channel.failure.WebhookFailedException;

/** Reads what ServiceNow answers. */
public final class ServiceNowAnswer {

    private static final Pattern SYS_ID = Pattern.compile("[0-9a-f]{32}");

    /**
     * The incident that the message belongs to: of those found the one that was told it last, or else the first; null when
     * there is none.
     *
     * @throws WebhookFailedException when this is no answer to a query, such as the page of a hibernating instance
     */
    public @Nullable ServiceNowIncident found(ServiceNowTicket ticket, String answer) throws WebhookFailedException {
        DeskAnswer found = DeskAnswer.of("ServiceNow", answer);
        if (!found.at("/result").isArray()) {
            throw found.unexpected("/result");
        }
        int incidents = found.at("/result").size();
        int incident = IntStream.range(0, incidents)
                .filter(at -> last(found, at).equals(ticket.mark()))
                .findFirst()
                .orElse(0);
        return incidents == 0
                ? null
                : new ServiceNowIncident(
                        found.text("/result/" + incident + "/sys_id", SYS_ID),
                        last(found, incident),
                        found.at("/result/" + incident + "/urgency").asInt());
    }

    private static String last(DeskAnswer found, int incident) {
        return found.at("/result/" + incident + "/correlation_display").asText();
    }

    /**
     * Checks that an incident was written.
     *
     * @throws WebhookFailedException when the answer names none
     */
    public void written(String answer) throws WebhookFailedException {
        DeskAnswer.of("ServiceNow", answer).text("/result/sys_id", SYS_ID);
    }
}
