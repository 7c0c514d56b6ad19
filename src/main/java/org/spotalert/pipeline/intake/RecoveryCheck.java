package org.spotalert.pipeline.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The message that wakes a recovery check: an event of this program's own. It names an incident of the store and carries nothing
 * else, so that a forged one can neither invent nor steer anything.
 *
 * @param incident the key of the incident that has the chain of checks
 * @param delaySeconds how long the queue hides the message; 15 for one that was received, should there be no room for it
 */
public record RecoveryCheck(String incident, int delaySeconds) implements ReceivedEvent {

    /** The {@code detail-type} of the message. */
    static final String DETAIL_TYPE = "Spot Interruption Recovery Check";

    /** The {@code source} of this program's own messages. */
    public static final String SOURCE = "spot-interruption-alerts";

    private static final Pattern KEY = Pattern.compile("[!-~]{1,300}");

    public static RecoveryCheck at(String incident, Instant due, Instant now) {
        long millis = Math.max(0, Duration.between(now, due).toMillis());
        return new RecoveryCheck(incident, (int) ((millis + 999) / 1000));
    }

    static RecoveryCheck read(JsonNode event) throws UnreadableEventException {
        String key = event.path("detail").path("incident").asText();
        if (!KEY.matcher(key).matches()) {
            throw new UnreadableEventException("\"incident\" of a recovery check is no key of an incident");
        }
        return new RecoveryCheck(key, 15);
    }

    public String message() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("version", "0")
                .put("detail-type", DETAIL_TYPE)
                .put("source", SOURCE)
                .set("detail", JsonNodeFactory.instance.objectNode().put("incident", incident))
                .toString();
    }
}
