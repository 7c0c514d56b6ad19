package org.spotalert.channels.chat;

import java.util.ArrayList;
import java.util.List;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Timing;

/** The text of a chat message that notifications show, and programs that cannot show more. */
public final class ChatSummary {

    private static final int MOST_OF_A_SORT = 5;

    private ChatSummary() {}

    /** What happens, and when; it says only once that a time is not announced. */
    static String happens(AlertMessage alert) {
        Timing time = alert.time();
        if (alert.resolution()) {
            return alert.happened();
        }
        String when = time.announced() ? time.reclaimAt() + ", " + time.text() : time.reclaimAt();
        return alert.happened() + " " + time.label() + ": " + when + ".";
    }

    /** The most important facts, a line each; not yet escaped. */
    public static String of(AlertMessage alert) {
        List<String> lines = new ArrayList<>();
        lines.add(alert.headline());
        lines.addAll(alert.remarks());
        for (AlertMessage.ServiceFacts service :
                alert.services().stream().limit(MOST_OF_A_SORT).toList()) {
            String cluster = alert.several() ? " in " + service.cluster() : "";
            lines.add("- " + service.name() + cluster + ": " + service.figures());
        }
        lines.add(happens(alert));
        for (AlertMessage.PartialFacts missing :
                alert.partial().stream().limit(MOST_OF_A_SORT).toList()) {
            String instances = alert.several() ? " (" + missing.instances().first(MOST_OF_A_SORT) + ")" : "";
            lines.add("PARTIAL: " + missing.reason() + instances);
        }
        lines.addAll(alert.advice());
        return String.join("\n", lines);
    }
}
