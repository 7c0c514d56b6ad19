package org.spotalert.channels.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.spotalert.platform.text.LargestFit;

/**
 * A message as its template lays it out, before a channel writes it. Nothing is escaped.
 *
 * @param title the heading of the first level
 * @param sections the first one has no heading; each has at least one line
 */
public record Layout(String title, List<Section> sections) {

    /** Reads the Markdown that a template has rendered. */
    public static Layout of(String markdown) {
        return LayoutReader.read(markdown);
    }

    /** The lines under one heading. */
    public record Section(String title, List<Line> lines) {

        /** Whether each line is a link: where a channel has buttons, these are some. */
        public boolean links() {
            return targets().size() == lines.size();
        }

        /** The links that have a line of their own. */
        public List<Span> targets() {
            return lines.stream()
                    .filter(line -> line.spans().size() == 1)
                    .map(line -> line.spans().get(0))
                    .filter(span -> span.style() == Style.LINK)
                    .toList();
        }

        /** The section with so many items; one more line counts the others. */
        Section first(int most) {
            List<Line> shown = new ArrayList<>();
            int left = 0;
            int items = 0;
            int end = 0;
            for (Line line : lines) {
                if (line.item() && ++items > most) {
                    left += line.values();
                } else {
                    shown.add(line);
                    end = line.item() ? shown.size() : end;
                }
            }
            if (left > 0) {
                shown.add(end, new Line(true, List.of(new Span(Style.PLAIN, "and " + left + " more", ""))));
            }
            return new Section(title, shown);
        }
    }

    /**
     * What stands on one line.
     *
     * @param item whether it belongs to a list, which may be cut
     */
    public record Line(boolean item, List<Span> spans) {

        /** The line in a channel's form. */
        public String written(Function<Span, String> span) {
            return spans.stream().map(span).collect(Collectors.joining());
        }

        /** How many things of a list it names: one, or each value that is set as code. */
        public int values() {
            return Math.max(1, (int)
                    spans.stream().filter(span -> span.style() == Style.CODE).count());
        }
    }

    /**
     * Text of one style.
     *
     * @param target the address of a link, or the second of a time since 1970; else empty
     */
    public record Span(Style style, String text, String target) {

        /** The second since 1970 of a time. */
        public long second() {
            return Long.parseLong(target);
        }
    }

    /** How a text looks. */
    public enum Style {
        PLAIN,
        STRONG,
        CODE,
        LINK,
        TIME
    }

    /** The layout with at most so many items of each list, the first ones. */
    public Layout first(int most) {
        return new Layout(
                title, sections.stream().map(section -> section.first(most)).toList());
    }

    /**
     * The message with as many items of each list as fit.
     *
     * @param most how many a reader bears
     */
    public <T> T largest(int most, Function<Layout, T> written, Predicate<T> fits) {
        return LargestFit.largest(most, items -> written.apply(first(items)), fits);
    }
}
