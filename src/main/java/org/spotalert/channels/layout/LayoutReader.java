package org.spotalert.channels.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.spotalert.channels.layout.Layout.Line;
import org.spotalert.channels.layout.Layout.Section;
import org.spotalert.channels.layout.Layout.Span;
import org.spotalert.channels.layout.Layout.Style;
import org.spotalert.platform.text.TextSanitizer;

/** Reads Markdown (CommonMark) into lines. HTML, pictures, quotations and code blocks are text in it. */
final class LayoutReader {

    /** The longest text of one style, in UTF-16 units; code is never cut, since somebody may run it. */
    private static final int LONGEST_TEXT = 1_000;

    private static final int LONGEST_URL = 1_000;
    private static final String TIME = "time:";
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+|" + TIME + "\\d{1,12}");
    /** Within code a backslash stands for itself, but each value is escaped. */
    private static final Pattern ESCAPED = Pattern.compile("\\\\(\\p{Punct})");

    private static final Span BREAK = new Span(Style.PLAIN, "\n", "");
    private static final Parser PARSER = Parser.builder()
            .enabledBlockTypes(Set.of(Heading.class, ListBlock.class))
            .build();

    private LayoutReader() {}

    static Layout read(String markdown) {
        String title = "";
        String heading = "";
        List<Section> sections = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (Node block : children(PARSER.parse(markdown))) {
            if (!(block instanceof Heading next)) {
                lines.addAll(lines(block, false));
            } else if (next.getLevel() == 1) {
                title = text(next);
            } else {
                add(sections, heading, lines);
                heading = text(next);
                lines = new ArrayList<>();
            }
        }
        add(sections, heading, lines);
        return new Layout(title, sections);
    }

    private static void add(List<Section> sections, String heading, List<Line> lines) {
        if (!lines.isEmpty()) {
            sections.add(new Section(heading, lines));
        }
    }

    /** The lines of a paragraph, or of all items of a list. */
    private static List<Line> lines(Node block, boolean item) {
        if (!(block instanceof Paragraph)) {
            return children(block).stream()
                    .flatMap(part -> lines(part, item || block instanceof ListBlock).stream())
                    .toList();
        }
        List<Line> lines = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        for (Span span :
                Stream.concat(spans(block, Style.PLAIN), Stream.of(BREAK)).toList()) {
            if (!span.equals(BREAK)) {
                spans.add(span);
            } else if (spans.stream().anyMatch(some -> !some.text().isBlank())) {
                lines.add(new Line(item, spans));
                spans = new ArrayList<>();
            }
        }
        return lines;
    }

    private static Stream<Span> spans(Node parent, Style style) {
        return children(parent).stream().flatMap(node -> span(node, style));
    }

    private static Stream<Span> span(Node node, Style style) {
        if (node instanceof Text text) {
            return Stream.of(new Span(style, TextSanitizer.cut(text.getLiteral(), LONGEST_TEXT), ""));
        }
        if (node instanceof HtmlInline html) {
            return Stream.of(new Span(style, html.getLiteral(), ""));
        }
        if (node instanceof Code code) {
            return Stream.of(
                    new Span(Style.CODE, ESCAPED.matcher(code.getLiteral()).replaceAll("$1"), ""));
        }
        if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
            return Stream.of(BREAK);
        }
        if (node instanceof Link link) {
            return link(link, style);
        }
        return spans(node, node instanceof StrongEmphasis || node instanceof Emphasis ? Style.STRONG : style);
    }

    /** An address of another kind stays text, as does one that is too long for a chat. */
    private static Stream<Span> link(Link link, Style style) {
        String address = link.getDestination();
        if (address.length() > LONGEST_URL || !ADDRESS.matcher(address).matches()) {
            return spans(link, style);
        }
        boolean time = address.startsWith(TIME);
        return Stream.of(new Span(
                time ? Style.TIME : Style.LINK, text(link), time ? address.substring(TIME.length()) : address));
    }

    private static String text(Node parent) {
        String text = new Line(false, spans(parent, Style.PLAIN).toList()).written(Span::text);
        return TextSanitizer.cut(TextSanitizer.oneLine(text), LONGEST_TEXT);
    }

    private static List<Node> children(Node parent) {
        return Stream.iterate(parent.getFirstChild(), node -> node != null, Node::getNext)
                .toList();
    }
}
