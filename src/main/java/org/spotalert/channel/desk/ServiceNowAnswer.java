package org.spotalert.channel.desk;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spotalert.channel.failure.WebhookFailedException;

/** Reads what ServiceNow answers. */
public final class ServiceNowAnswer {

    private static final Pattern SYS_ID = Pattern.compile("[0-9a-f]{32}");

    /**
     * The incident that was found, or null when there is none.
     *
     * @throws WebhookFailedException when this is no answer to a query, such as the page of a hibernating instance
     */
    public @Nullable ServiceNowIncident found(String answer) throws WebhookFailedException {
        DeskAnswer found = DeskAnswer.of("ServiceNow", answer);
        if (!found.at("/result").isArray()) {
            throw found.unexpected("/result");
        }
        return found.at("/result").isEmpty()
                ? null
                : new ServiceNowIncident(
                        found.text("/result/0/sys_id", SYS_ID),
                        found.at("/result/0/correlation_display").asText(),
                        found.at("/result/0/urgency").asInt());
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
