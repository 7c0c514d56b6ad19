package org.spotalert.channels.jira;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of the Atlassian Document Format, version 1, which Jira's REST API v3 takes for descriptions and comments. Text
 * in it is inert: it reads no markup, and mentions nobody.
 *
 * @param attrs the node's attributes, such as the level of a heading
 * @param content the nodes in it
 * @param text the text of a text node, never empty
 * @param marks how a text node is shown
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AdfNode(
        String type,
        Map<String, Integer> attrs,
        List<AdfNode> content,
        @Nullable String text,
        List<Mark> marks) {

    private static final int HEADING = 3;

    public AdfNode {
        attrs = Map.copyOf(attrs);
        content = List.copyOf(content);
        marks = List.copyOf(marks);
    }

    /** How text is shown. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Mark(String type, Map<String, String> attrs) {

        public Mark {
            attrs = Map.copyOf(attrs);
        }
    }

    static AdfNode heading(String text) {
        return new AdfNode("heading", Map.of("level", HEADING), List.of(text(text)), null, List.of());
    }

    static AdfNode paragraph(String text) {
        return paragraph(text(text));
    }

    static AdfNode strongParagraph(String text) {
        return paragraph(text(text, new Mark("strong", Map.of())));
    }

    static AdfNode linkParagraph(String text, String url) {
        return paragraph(text(text, new Mark("link", Map.of("href", url))));
    }

    /** A list with one paragraph for each item. */
    static AdfNode bullets(List<AdfNode> paragraphs) {
        return parent(
                "bulletList",
                paragraphs.stream()
                        .map(paragraph -> parent("listItem", List.of(paragraph)))
                        .toList());
    }

    private static AdfNode paragraph(AdfNode text) {
        return parent("paragraph", List.of(text));
    }

    private static AdfNode parent(String type, List<AdfNode> content) {
        return new AdfNode(type, Map.of(), content, null, List.of());
    }

    /** An empty text node makes the whole document invalid, so a blank stands for nothing. */
    private static AdfNode text(String text, Mark... marks) {
        return new AdfNode("text", Map.of(), List.of(), text.isEmpty() ? " " : text, List.of(marks));
    }
}
