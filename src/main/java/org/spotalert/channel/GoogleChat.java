package org.spotalert.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.spotalert.channel.AlertMessage.ServiceFacts;
import org.spotalert.channel.GoogleChatMessage.CardWithId;

/** Words an alert for Google Chat, within the limits of the Chat API's {@code spaces.messages.create}. */
public final class GoogleChat {

    /** The longest message in bytes of JSON; 32,000 is the limit for text and cards together. */
    static final int LONGEST_BYTES = 31_000;

    /** The longest {@code text} in UTF-16 units; 4,096 is the limit, and the card says everything anyway. */
    static final int LONGEST_TEXT = 2_000;

    private static final int MOST_SHOWN = 40;

    private final ObjectMapper json = new ObjectMapper();

    /** The message, showing as many services and tasks as fit, the worst first. */
    public GoogleChatMessage message(AlertMessage alert) {
        int shown = MOST_SHOWN;
        GoogleChatMessage message = message(alert, shown);
        while (shown > 0 && size(message) > LONGEST_BYTES) {
            shown = shown > 4 ? shown * 3 / 4 : shown - 1;
            message = message(alert, shown);
        }
        return message;
    }

    private static GoogleChatMessage message(AlertMessage alert, int shown) {
        return new GoogleChatMessage(
                text(alert),
                new GoogleChatMessage.ChatThread(alert.incident()),
                List.of(new CardWithId("spot-alert", new GoogleChatCard(alert, shown).card())));
    }

    private static String text(AlertMessage alert) {
        List<String> lines = new ArrayList<>();
        lines.add(alert.headline());
        lines.add(alert.happened() + " Reclaim time: " + alert.time().reclaimAt() + ", "
                + alert.time().text() + ".");
        if (alert.partial()) {
            lines.add("PARTIAL: " + alert.partialReason());
        }
        for (ServiceFacts service : alert.services().stream().limit(5).toList()) {
            lines.add("- " + service.name() + ": " + service.figures());
        }
        lines.addAll(alert.advice());
        return CleanText.cut(GoogleChatText.plain(String.join("\n", lines)), LONGEST_TEXT);
    }

    private int size(GoogleChatMessage message) {
        try {
            return json.writeValueAsBytes(message).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message of plain records is always JSON", e);
        }
    }
}
