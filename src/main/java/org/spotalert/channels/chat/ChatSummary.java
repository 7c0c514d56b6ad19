package org.spotalert.channels.chat;

import java.util.ArrayList;
import java.util.List;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Timing;

/** The text of a chat message that notifications show, and programs that cannot show more. */
public final class ChatSummary {

    private static final int MOST_OF_A_SORT = 5;

    private ChatSummary() {}

    /** Says only once that a time is not announced. */
    private static String when(Timing time) {
        return time.announced() ? time.reclaimAt() + ", " + time.text() : time.reclaimAt();
    }

    /** The most important facts, a line each; not yet escaped. */
    public static String of(AlertMessage alert) {
        List<String> lines = new ArrayList<>();
        lines.add(alert.headline());
        lines.addAll(alert.remarks());
        lines.add(
                alert.resolution()
                        ? alert.happened()
                        : alert.happened() + " " + alert.time().label() + ": " + when(alert.time()) + ".");
        for (AlertMessage.PartialFacts missing :
                alert.partial().stream().limit(MOST_OF_A_SORT).toList()) {
            String instances = alert.several() ? " (" + missing.instances().first(MOST_OF_A_SORT) + ")" : "";
            lines.add("PARTIAL: " + missing.reason() + instances);
        }
        for (AlertMessage.ServiceFacts service :
                alert.services().stream().limit(MOST_OF_A_SORT).toList()) {
            String cluster = alert.several() ? " in " + service.cluster() : "";
            lines.add("- " + service.name() + cluster + ": " + service.figures());
        }
        lines.addAll(alert.advice());
        return String.join("\n", lines);
    }
}
