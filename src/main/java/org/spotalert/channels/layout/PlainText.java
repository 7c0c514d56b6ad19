package org.spotalert.channels.layout;

import java.util.Locale;
import org.spotalert.channels.layout.Layout.Line;
import org.spotalert.channels.layout.Layout.Section;
import org.spotalert.channels.layout.Layout.Span;
import org.spotalert.channels.layout.Layout.Style;

/** Writes a message as plain text. */
public final class PlainText {

    /** What of a message a notification shows, and programs that cannot show more. */
    private static final int ITEMS_OF_SUMMARY = 5;

    /** The lines of a message, for templates. */
    public Layout layout(String markdown) {
        return Layout.of(markdown);
    }

    /** The Markdown of a message as plain text, for routes. */
    public String of(String markdown) {
        return of(Layout.of(markdown));
    }

    /** The title, the first lines of each list, no address. */
    public static String summary(Layout layout) {
        StringBuilder text = new StringBuilder(layout.title());
        layout.first(ITEMS_OF_SUMMARY).sections().stream()
                .filter(section -> !section.links())
                .flatMap(section -> section.lines().stream())
                .forEach(line ->
                        text.append('\n').append(line.item() ? "- " : "").append(line.written(Span::text)));
        return text.toString();
    }

    public static String of(Layout layout) {
        StringBuilder text = new StringBuilder(layout.title()).append('\n');
        for (Section section : layout.sections()) {
            text.append('\n');
            if (!section.title().isEmpty()) {
                text.append(section.title().toUpperCase(Locale.ROOT)).append('\n');
            }
            section.lines().forEach(line -> text.append(line(line)).append('\n'));
        }
        return text.toString();
    }

    /** The line as text, an address behind its label. */
    public static String line(Line line) {
        return (line.item() ? "- " : "")
                + line.written(span -> span.style() == Style.LINK ? span.text() + ": " + span.target() : span.text());
    }
}
