package org.spotalert.channels.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.spotalert.channels.chat.ChatLayout;
import org.spotalert.channels.chat.ChatLimits;
import org.spotalert.channels.chat.ChatSummary;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.platform.text.JsonObject;
import org.spotalert.platform.text.TextSanitizer;

/** Lays a message out for Slack, within the limits of its Block Kit: one text that is too long fails the whole message. */
public final class Slack {

    /** The most blocks of a message. */
    static final int MOST_BLOCKS = 50;
    /** The longest text of a header, escaped, in UTF-16 units. */
    static final int LONGEST_HEADER = 150;
    /** The longest text of a section, escaped, in UTF-16 units. */
    static final int LONGEST_SECTION = 3_000;
    /** The longest {@code text} before it is escaped; Slack advises 4,000 after it. */
    private static final int LONGEST_SUMMARY = 2_000;
    /** In UTF-16 units of all blocks together: Slack has a limit (msg_blocks_too_long), but does not publish it. */
    private static final ChatLimits LIMITS = new ChatLimits(12_000, 40, 35);

    /** The colours of an attachment's edge, by the tone of a layout. */
    private static final Map<String, String> COLOURS =
            Map.of("critical", "#b3261e", "warning", "#e69100", "info", "#1a5fb4", "recovered", "#2e7d32");

    /** A message's blocks, and the colour of the edge of all but the headline: only attachments have one. */
    private record Post(String colour, List<Block> blocks) {}

    /** A block with one text. Slack makes no picture of {@code :names:} in a header, and no link in a section. */
    private record Block(String type, String text) {

        JsonObject json() {
            JsonObject content = type.equals("header")
                    ? new JsonObject()
                            .with("type", "plain_text")
                            .with("text", text)
                            .with("emoji", false)
                    : new JsonObject().with("type", "mrkdwn").with("text", text).with("verbatim", true);
            return new JsonObject().with("type", type).with("text", content);
        }
    }

    /** The message, showing as many services, tasks and instances as fit, the worst first; linked pages have no preview. */
    public JsonObject message(AlertMessage alert) {
        Post post = LIMITS.largest(alert, Slack::post, made -> size(made.blocks()));
        return new JsonObject()
                .with("text", escape(TextSanitizer.cut(ChatSummary.of(alert), LONGEST_SUMMARY)))
                .with("blocks", json(post.blocks().subList(0, 1)))
                .with(
                        "attachments",
                        List.of(new JsonObject()
                                .with("color", post.colour())
                                .with(
                                        "blocks",
                                        json(post.blocks()
                                                .subList(1, post.blocks().size())))))
                .with("unfurl_links", false);
    }

    private static List<JsonObject> json(List<Block> blocks) {
        return blocks.stream().map(Block::json).toList();
    }

    private static Post post(ChatLayout layout) {
        return new Post(COLOURS.getOrDefault(layout.tone(), "#888888"), blocks(layout));
    }

    private static int size(List<Block> blocks) {
        return blocks.size() > MOST_BLOCKS
                ? Integer.MAX_VALUE
                : blocks.stream().mapToInt(block -> block.text().length()).sum();
    }

    private static List<Block> blocks(ChatLayout layout) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block("header", TextSanitizer.cut(layout.title(), LONGEST_HEADER, Slack::escape)));
        blocks.add(section(markup(layout.subtitle())));
        for (ChatLayout.Section section : layout.sections()) {
            blocks.addAll(sections(section.title(), section.lines().stream().map(Slack::line)));
        }
        if (!layout.links().isEmpty()) {
            blocks.addAll(sections("AWS console", layout.links().stream().map(Slack::link)));
        }
        return blocks;
    }

    private static Block section(String markup) {
        return new Block("section", markup);
    }

    private static String line(ChatLayout.Line line) {
        return line.labelled()
                ? "• *" + markup(line.label()) + "*  " + markup(line.text())
                : TextSanitizer.cut(line.text(), LONGEST_SECTION, Slack::markup);
    }

    /** An address of our own making is percent-encoded, and no longer than a layout allows: escaped, it still fits. */
    private static String link(AlertMessage.Link link) {
        return "<" + escape(link.url()) + "|" + markup(link.label().replace('|', '/')) + ">";
    }

    /** As few sections as hold the heading and the lines. */
    private static List<Block> sections(String title, Stream<String> lines) {
        List<List<String>> groups = new ArrayList<>();
        int room = -1;
        for (String line : Stream.concat(Stream.of("*" + title + "*"), lines).toList()) {
            if (room < line.length()) {
                groups.add(new ArrayList<>());
                room = LONGEST_SECTION;
            }
            groups.get(groups.size() - 1).add(line);
            room -= line.length() + 1;
        }
        return groups.stream().map(group -> section(String.join("\n", group))).toList();
    }

    /** No mention ({@code <!channel>}, {@code <@U1>}) and no link begins. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * For {@code mrkdwn}: no bold, struck or code passage begins either, and an underscore within a name begins none. Signs
     * that look alike are seen; an invisible one would be copied with a name.
     */
    static String markup(String text) {
        return escape(text.replace('*', '\u2217').replace('~', '\u223C').replace('`', '\u02CB'));
    }
}
