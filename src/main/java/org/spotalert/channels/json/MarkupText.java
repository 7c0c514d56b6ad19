package org.spotalert.channels.json;

import java.util.List;
import org.spotalert.channels.layout.Layout;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Mentions;

/**
 * Writes what a message says, for a template.
 *
 * @param longest the most UTF-16 units of the text, with whom it calls
 */
public record MarkupText(Markup markup, int longest, Mentions mentions) {

    private static final int LONGEST_TITLE = 500;

    /**
     * What a template puts between quotation marks.
     *
     * @param title the headline
     * @param text all lines below it
     * @param calls whom the message calls, each as the far end knows them
     */
    public record Written(String title, String text, List<String> calls) {}

    /** Writes the Markdown of the message in the far end's own markup. */
    public Written write(AlertMessage message, String markdown) {
        Layout layout = Layout.of(markdown);
        List<String> calls = mentions.of(message);
        int room = longest - calls.stream().mapToInt(call -> call.length() + 1).sum();
        return new Written(markup.title(layout.title(), LONGEST_TITLE), markup.text(layout, room), calls);
    }
}
