package org.spotalert.channels.jira;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.spotalert.channels.incident.TextSections;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.platform.text.LargestFit;

/** A message in the Atlassian Document Format, as the description of an issue or as a comment. */
public record AdfDocument(int version, String type, List<AdfNode> content) {

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

    public AdfDocument {
        content = List.copyOf(content);
    }

    /** The message with as many services, tasks and instances as fit. */
    public static AdfDocument of(AlertMessage message) {
        return LargestFit.largest(
                MOST_ROWS,
                most -> of(message, new TextSections(message, most)),
                document -> document.length() <= LONGEST);
    }

    private static AdfDocument of(AlertMessage message, TextSections rows) {
        List<AdfNode> content = new ArrayList<>();
        content.add(AdfNode.strongParagraph(message.headline()));
        message.remarks().stream().limit(MOST_SENTENCES).map(AdfNode::paragraph).forEach(content::add);
        content.add(AdfNode.paragraph(message.happened()));
        addList(content, "What to look at first", message.advice());
        addList(content, "Affected services", rows.services());
        addList(content, "Standalone tasks, restarted by nobody", rows.standaloneTasks());
        addList(content, "PARTIAL: not everything could be looked up", rows.partial());
        addList(content, "Where and when", rows.facts());
        addList(content, message.noun() + ", worst and most urgent first", rows.instances());
        addParagraphs(
                content,
                "AWS console",
                message.links().stream()
                        .filter(link -> link.url().length() <= LONGEST_URL)
                        .limit(MOST_LINKS)
                        .map(link -> AdfNode.linkParagraph(link.label(), link.url())));
        return new AdfDocument(1, "doc", content);
    }

    private static void addList(List<AdfNode> content, String heading, List<String> lines) {
        addParagraphs(content, heading, lines.stream().map(AdfNode::paragraph));
    }

    /** A list without items would make the document invalid. */
    private static void addParagraphs(List<AdfNode> content, String heading, Stream<AdfNode> paragraphs) {
        List<AdfNode> items = paragraphs.toList();
        if (!items.isEmpty()) {
            content.add(AdfNode.heading(heading));
            content.add(AdfNode.bullets(items));
        }
    }

    private int length() {
        try {
            return JSON.writeValueAsString(this).length();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of plain records is always JSON", e);
        }
    }
}
