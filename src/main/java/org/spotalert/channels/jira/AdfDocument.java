package org.spotalert.channels.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spotalert.channels.layout.Layout;
import org.spotalert.channels.layout.Layout.Line;
import org.spotalert.channels.layout.Layout.Section;
import org.spotalert.channels.layout.Layout.Span;
import org.spotalert.channels.layout.Layout.Style;

/**
 * Writes messages in the Atlassian Document Format, version 1, which Jira's REST API v3 takes for descriptions and comments.
 * Text in it is inert: it reads no markup, and mentions nobody.
 */
final class AdfDocument {

    /**
     * The longest document in UTF-16 units of JSON. Jira takes 32,767 characters of a long text; whether it counts
     * those of the text or those of the document, this is less.
     */
    private static final int LONGEST = 32_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ITEMS = 200;

    private AdfDocument() {}

    /** The message with as many services, tasks and instances as fit. */
    static JsonNode of(Layout layout) {
        return layout.largest(
                MOST_ITEMS,
                shown -> JSON.valueToTree(Map.of("version", 1, "type", "doc", "content", content(shown))),
                document -> document.toString().length() <= LONGEST);
    }

    private static List<Map<String, ?>> content(Layout layout) {
        List<Map<String, ?>> content = new ArrayList<>();
        content.add(node("paragraph", List.of(text(new Span(Style.STRONG, layout.title(), "")))));
        for (Section section : layout.sections()) {
            if (!section.title().isEmpty()) {
                content.add(Map.of(
                        "type",
                        "heading",
                        "attrs",
                        Map.of("level", 3),
                        "content",
                        List.of(text(new Span(Style.PLAIN, section.title(), "")))));
            }
            content.addAll(blocks(section.lines()));
        }
        return content;
    }

    /** Items that follow one another are one list. */
    private static List<Map<String, ?>> blocks(List<Line> lines) {
        List<Map<String, ?>> blocks = new ArrayList<>();
        List<Map<String, ?>> items = new ArrayList<>();
        for (Line line : lines) {
            Map<String, ?> paragraph = node(
                    "paragraph", line.spans().stream().map(AdfDocument::text).toList());
            if (!line.item()) {
                items = new ArrayList<>();
                blocks.add(paragraph);
                continue;
            }
            if (items.isEmpty()) {
                blocks.add(node("bulletList", items));
            }
            items.add(node("listItem", List.of(paragraph)));
        }
        return blocks;
    }

    private static Map<String, ?> node(String type, List<Map<String, ?>> content) {
        return Map.of("type", type, "content", content);
    }

    /** An empty text node makes the whole document invalid, so a blank stands for nothing. */
    private static Map<String, ?> text(Span span) {
        List<Map<String, ?>> marks = switch (span.style()) {
            case PLAIN, TIME -> List.of();
            case STRONG -> List.of(Map.of("type", "strong"));
            case CODE -> List.of(Map.of("type", "code"));
            case LINK -> List.of(Map.of("type", "link", "attrs", Map.of("href", span.target())));
        };
        return Map.of("type", "text", "text", span.text().isEmpty() ? " " : span.text(), "marks", marks);
    }
}
