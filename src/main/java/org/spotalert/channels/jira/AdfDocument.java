package org.spotalert.channels.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.spotalert.channels.incident.TextSections;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.platform.text.LargestFit;

/**
 * Writes messages in the Atlassian Document Format, version 1, which Jira's REST API v3 takes for descriptions and comments.
 * Text in it is inert: it reads no markup, and mentions nobody.
 */
public final class AdfDocument {

    /**
     * The longest document in UTF-16 units of JSON. Jira takes 32,767 characters of a long text; whether it counts
     * those of the text or those of the document, this is less.
     */
    static final int LONGEST = 32_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ROWS = 200;
    private static final int MOST_SENTENCES = 20;
    private static final int MOST_LINKS = 10;
    private static final int LONGEST_URL = 1_000;

    private final List<Map<String, ?>> content = new ArrayList<>();

    private AdfDocument(AlertMessage message, TextSections rows) {
        content.add(paragraph(message.headline(), List.of(Map.of("type", "strong"))));
        message.remarks().stream().limit(MOST_SENTENCES).forEach(remark -> content.add(paragraph(remark, List.of())));
        content.add(paragraph(message.happened(), List.of()));
        addList("Services", rows.services());
        addList("Standalone tasks, restarted by nobody", rows.standaloneTasks());
        addList("What to do", message.advice());
        addList("PARTIAL: not everything could be looked up", rows.partial());
        addList("Where and when", rows.facts());
        addList(message.noun() + ", worst and most urgent first", rows.instances());
        addParagraphs(
                "AWS console",
                message.links().stream()
                        .filter(link -> link.url().length() <= LONGEST_URL)
                        .limit(MOST_LINKS)
                        .map(link -> paragraph(
                                link.label(), List.of(Map.of("type", "link", "attrs", Map.of("href", link.url()))))));
    }

    /** The message with as many services, tasks and instances as fit. */
    public static JsonNode of(AlertMessage message) {
        return LargestFit.largest(
                MOST_ROWS,
                most -> JSON.valueToTree(Map.of(
                        "version",
                        1,
                        "type",
                        "doc",
                        "content",
                        new AdfDocument(message, new TextSections(message, most)).content)),
                document -> document.toString().length() <= LONGEST);
    }

    private void addList(String heading, List<String> lines) {
        addParagraphs(heading, lines.stream().map(line -> paragraph(line, List.of())));
    }

    /** A list without items would make the document invalid. */
    private void addParagraphs(String heading, Stream<Map<String, ?>> paragraphs) {
        List<Map<String, ?>> items = new ArrayList<>();
        paragraphs.forEach(paragraph -> items.add(node("listItem", List.of(paragraph))));
        if (!items.isEmpty()) {
            content.add(Map.of(
                    "type", "heading", "attrs", Map.of("level", 3), "content", List.of(text(heading, List.of()))));
            content.add(node("bulletList", items));
        }
    }

    private static Map<String, ?> paragraph(String text, List<Map<String, ?>> marks) {
        return node("paragraph", List.of(text(text, marks)));
    }

    private static Map<String, ?> node(String type, List<Map<String, ?>> content) {
        return Map.of("type", type, "content", content);
    }

    /** An empty text node makes the whole document invalid, so a blank stands for nothing. */
    private static Map<String, ?> text(String text, List<Map<String, ?>> marks) {
        return Map.of("type", "text", "text", text.isEmpty() ? " " : text, "marks", marks);
    }
}
