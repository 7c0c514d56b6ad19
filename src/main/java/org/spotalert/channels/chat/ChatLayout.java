package org.spotalert.channels.chat;

import java.util.List;
import org.spotalert.channels.message.AlertMessage.Link;
import org.spotalert.platform.text.TextSanitizer;

/**
 * A message as chat programs show it: sections under a headline, each value cut to a length that a reader bears. Nothing
 * is escaped yet.
 *
 * @param tone {@code critical}, {@code warning}, {@code info} or {@code recovered}, for programs that show colours
 * @param title the headline
 * @param subtitle what happens, and when
 * @param links pages to open
 */
public record ChatLayout(String tone, String title, String subtitle, List<Section> sections, List<Link> links) {

    /** A heading, and the lines below it; at least one. */
    public record Section(String title, List<Line> lines) {}

    /**
     * A value and its label, or a sentence.
     *
     * @param label empty for a sentence
     */
    public record Line(String label, String text) {

        static Line fact(String label, String text) {
            return new Line(TextSanitizer.cut(label, ChatRows.VALUE), TextSanitizer.cut(text, 2 * ChatRows.VALUE));
        }

        static Line sentence(String text) {
            return new Line("", TextSanitizer.cut(text, 2 * ChatRows.SENTENCE));
        }

        public boolean labelled() {
            return !label.isEmpty();
        }
    }
}
