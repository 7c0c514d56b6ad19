package org.spotalert.channels.json;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.spotalert.channels.layout.Layout;
import org.spotalert.channels.layout.Layout.Line;
import org.spotalert.channels.layout.Layout.Section;
import org.spotalert.channels.layout.Layout.Span;
import org.spotalert.channels.layout.PlainText;
import org.spotalert.platform.text.TextSanitizer;

/**
 * The markup in which a far end reads text. No name from AWS calls anybody, becomes a link, or begins a style in it.
 *
 * @param escape makes text of a text
 * @param strong sets what is escaped in bold
 * @param span writes what is not strong
 */
record Markup(UnaryOperator<String> escape, UnaryOperator<String> strong, Function<Span, String> span) {

    /** Nothing is read as markup. */
    static final Markup PLAIN = new Markup(UnaryOperator.identity(), text -> text, Markup::plain);

    /** That of Mattermost, Rocket.Chat, incident.io and others. */
    static final Markup MARKDOWN = new Markup(Markup::markdown, text -> "**" + text + "**", Markup::markdown);

    static final Markup DISCORD = new Markup(Markup::markdown, text -> "**" + text + "**", Markup::discord);
    static final Markup TELEGRAM = new Markup(Markup::html, text -> "<b>" + text + "</b>", Markup::html);

    private static final int MOST_ITEMS = 100;
    /** The longest line in UTF-16 units; a command is shorter. */
    private static final int LONGEST_LINE = 1_500;

    private static final String LEFT_OUT = "\n…";

    /** What programs make a link of though it has no scheme. It is no size of an instance, such as m5.large. */
    private static final Pattern DOMAIN =
            Pattern.compile("(?<=[\\p{L}\\p{N}-])\\.(?!(?:x?large|medium|small|micro|nano|metal)\\b)(?=\\p{L}{2,})");
    /** What Telegram takes for a command of a bot. */
    private static final Pattern COMMAND = Pattern.compile("(?<!\\S)/(?=\\w)");
    /** An underscore within a word begins no italics. */
    private static final Pattern UNDERSCORE = Pattern.compile("(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

    /** The text as it is read, in at most so many UTF-16 units. */
    String title(String text, int longest) {
        return TextSanitizer.cut(text, longest, escape);
    }

    /** The lines below the title, as many items of each list as fit. What does not fit without any item is cut at a line. */
    String text(Layout layout, int longest) {
        List<String> lines = layout.largest(
                MOST_ITEMS,
                this::lines,
                some -> some.stream().mapToInt(line -> line.length() + 1).sum() <= longest);
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            if (text.length() + line.length() + LEFT_OUT.length() > longest) {
                return text.append(LEFT_OUT.strip()).toString();
            }
            text.append(line).append('\n');
        }
        return text.toString().strip();
    }

    private List<String> lines(Layout layout) {
        return layout.sections().stream().flatMap(this::lines).toList();
    }

    private Stream<String> lines(Section section) {
        Stream<String> heading =
                section.title().isEmpty() ? Stream.of() : Stream.of("", strong.apply(escape.apply(section.title())));
        return Stream.concat(heading, section.lines().stream().map(this::line));
    }

    private String line(Line line) {
        String written = (line.item() ? "• " : "") + line.written(this::written);
        return written.length() <= LONGEST_LINE ? written : title(PlainText.line(line), LONGEST_LINE);
    }

    private String written(Span part) {
        return part.style() == Layout.Style.STRONG ? strong.apply(escape.apply(part.text())) : span.apply(part);
    }

    private static String plain(Span part) {
        return part.style() == Layout.Style.LINK ? part.text() + ": " + part.target() : part.text();
    }

    private static String markdown(Span part) {
        return switch (part.style()) {
            case CODE -> "`" + part.text().replace('`', '\u02CB') + "`";
            case LINK ->
                "[" + markdown(part.text()) + "]("
                        + part.target().replace("(", "%28").replace(")", "%29") + ")";
            default -> markdown(part.text());
        };
    }

    /** Discord writes a time in the reader's own zone. */
    private static String discord(Span part) {
        return part.style() == Layout.Style.TIME
                ? markdown(part.text()) + " (<t:" + part.second() + ":T> where you are)"
                : markdown(part);
    }

    private static String html(Span part) {
        return switch (part.style()) {
            case CODE -> "<code>" + entities(part.text()) + "</code>";
            case LINK -> "<a href=\"" + entities(part.target()) + "\">" + html(part.text()) + "</a>";
            default -> html(part.text());
        };
    }

    private static String markdown(String text) {
        String inert = inert(text)
                .replace('\\', '\u29F5')
                .replace('*', '\u2217')
                .replace('~', '\u223C')
                .replace('`', '\u02CB')
                .replace('|', '\u2223')
                .replace("](", "] (");
        return UNDERSCORE.matcher(inert).replaceAll("\\\\_");
    }

    private static String html(String text) {
        return entities(inert(text));
    }

    private static String entities(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Signs that look alike are seen; an invisible one would be copied with a name. */
    private static String inert(String text) {
        String inert = text.replace('@', '\uFF20')
                .replace('#', '\uFF03')
                .replace('<', '\u2039')
                .replace("://", "\u2236//");
        return COMMAND.matcher(DOMAIN.matcher(inert).replaceAll("\u2024")).replaceAll("\u2215");
    }
}
