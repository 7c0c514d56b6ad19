package org.spotalert.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.spotalert.channel.AlertMessage.PartialFacts;
import org.spotalert.channel.AlertMessage.ServiceFacts;
import org.spotalert.channel.GoogleChatMessage.CardWithId;
import org.spotalert.channel.GoogleChatRows.Shown;

/** Lays a message out for Google Chat, within the limits of the Chat API's {@code spaces.messages.create}. */
public final class GoogleChat {

    /** The longest message in bytes of JSON; 32,000 is the limit for text and cards together. */
    static final int LONGEST_BYTES = 31_000;

    /** The longest {@code text} in UTF-16 units; 4,096 is the limit, and the card says everything anyway. */
    static final int LONGEST_TEXT = 2_000;

    /** What services and standalone tasks may take of a digest, so that instances are named too. */
    private static final int BYTES_BEFORE_INSTANCES = 18_000;

    /** Of services, and as many of standalone tasks: a card shows 100 widgets and ignores the rest. */
    private static final int MOST_ROWS = 40;

    private static final int BYTES_FOR_DETAILS = 2_000;
    private static final int MOST_ROWS_OF_DIGEST = 35;
    private static final int MOST_INSTANCES = 1_000;
    private static final int MOST_IN_TEXT = 5;

    private final ObjectMapper json = new ObjectMapper();

    /** The message, showing as many services, tasks and instances as fit, the worst first. */
    public GoogleChatMessage message(AlertMessage alert) {
        int rows = alert.several()
                ? largest(MOST_ROWS_OF_DIGEST, BYTES_BEFORE_INSTANCES, most -> message(alert, new Shown(most, 0, 0)))
                : largest(MOST_ROWS, LONGEST_BYTES, most -> message(alert, new Shown(most, 0, 0)));
        // That an instance is named at all comes before details about others than the first.
        int named = largest(
                MOST_INSTANCES, LONGEST_BYTES - BYTES_FOR_DETAILS, most -> message(alert, new Shown(rows, most, 0)));
        int detailed = largest(named, LONGEST_BYTES, most -> message(alert, new Shown(rows, named, most)));
        return message(alert, new Shown(rows, named, detailed));
    }

    /** The largest number, up to the highest, whose message fits into so many bytes; 0 when none does. */
    private int largest(int highest, int bytes, IntFunction<GoogleChatMessage> messages) {
        int fits = 0;
        int above = highest + 1;
        while (above - fits > 1) {
            int middle = (fits + above) / 2;
            if (size(messages.apply(middle)) <= bytes) {
                fits = middle;
            } else {
                above = middle;
            }
        }
        return fits;
    }

    private static GoogleChatMessage message(AlertMessage alert, Shown shown) {
        return new GoogleChatMessage(
                text(alert),
                new GoogleChatMessage.ChatThread(alert.thread()),
                List.of(new CardWithId("spot-alert", new GoogleChatCard(alert, shown).card())));
    }

    private static String text(AlertMessage alert) {
        List<String> lines = new ArrayList<>();
        lines.add(alert.headline());
        lines.addAll(alert.remarks());
        lines.add(alert.happened() + " Reclaim time: " + alert.time().reclaimAt() + ", "
                + alert.time().text() + ".");
        for (PartialFacts missing : alert.partial().stream().limit(MOST_IN_TEXT).toList()) {
            String instances = alert.several() ? " (" + missing.instances().first(MOST_IN_TEXT) + ")" : "";
            lines.add("PARTIAL: " + missing.reason() + instances);
        }
        for (ServiceFacts service :
                alert.services().stream().limit(MOST_IN_TEXT).toList()) {
            String cluster = alert.several() ? " in " + service.cluster() : "";
            lines.add("- " + service.name() + cluster + ": " + service.figures());
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
