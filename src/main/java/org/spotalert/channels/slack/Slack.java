package org.spotalert.channels.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spotalert.channels.kind.IncomingWebhook;
import org.spotalert.channels.layout.Layout;
import org.spotalert.channels.layout.Layout.Line;
import org.spotalert.channels.layout.Layout.Section;
import org.spotalert.channels.layout.Layout.Span;
import org.spotalert.channels.layout.PlainText;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Mentions;
import org.spotalert.platform.text.JsonObject;
import org.spotalert.platform.text.TextSanitizer;

/** Writes a message for Slack, within the limits of its Block Kit: one text that is too long fails the whole message. */
public final class Slack {

    /** The most blocks of a message. */
    private static final int MOST_BLOCKS = 50;
    /** The longest text of a header, escaped, in UTF-16 units. */
    private static final int LONGEST_HEADER = 150;
    /** The longest text of a section, escaped, in UTF-16 units. */
    private static final int LONGEST_SECTION = 3_000;
    /** The longest {@code text} before it is escaped; Slack advises 4,000 after it. */
    private static final int LONGEST_SUMMARY = 2_000;
    /** In UTF-16 units of all blocks together: Slack has a limit (msg_blocks_too_long), but does not publish it. */
    private static final int LONGEST = 12_000;

    private static final int MOST_ITEMS = 100;

    /** The colours of an attachment's edge, by the tone of a message. */
    private static final Map<String, String> COLOURS =
            Map.of("critical", "#b3261e", "warning", "#e69100", "info", "#1a5fb4", "recovered", "#2e7d32");

    /** Channels to Slack, by an incoming webhook. */
    public static IncomingWebhook kind() {
        return new IncomingWebhook(
                "slack",
                new Slack(),
                "the address of the incoming webhook",
                "/services/",
                "hooks.slack.com",
                "hooks.slack-gov.com");
    }

    /** The message with as many services, tasks and instances as fit, the worst first; linked pages have no preview. */
    public JsonObject message(AlertMessage alert, String markdown) {
        Layout layout = Layout.of(markdown);
        List<String> texts = layout.largest(MOST_ITEMS, Slack::texts, Slack::fits);
        // Only attachments have an edge of a colour.
        JsonObject attachment = new JsonObject()
                .with("color", COLOURS.getOrDefault(alert.tone(), "#888888"))
                .with("blocks", texts.stream().map(Slack::section).toList());
        return new JsonObject()
                .with("text", escape(TextSanitizer.cut(PlainText.summary(layout), LONGEST_SUMMARY)))
                .with("blocks", top(layout.title(), Mentions.SLACK.of(alert)))
                .with("attachments", List.of(attachment))
                .with("unfurl_links", false);
    }

    /** Whom Slack calls stands outside the attachment, where it notifies. */
    private static List<JsonObject> top(String title, List<String> calls) {
        return calls.isEmpty() ? List.of(header(title)) : List.of(header(title), section(String.join(" ", calls)));
    }

    /** Slack makes no picture of {@code :names:} in it. */
    private static JsonObject header(String title) {
        JsonObject text = new JsonObject()
                .with("type", "plain_text")
                .with("text", TextSanitizer.cut(title, LONGEST_HEADER, Slack::escape))
                .with("emoji", false);
        return new JsonObject().with("type", "header").with("text", text);
    }

    /** Slack makes no link of what looks like one. */
    private static JsonObject section(String markup) {
        JsonObject text =
                new JsonObject().with("type", "mrkdwn").with("text", markup).with("verbatim", true);
        return new JsonObject().with("type", "section").with("text", text);
    }

    private static boolean fits(List<String> texts) {
        return texts.size() < MOST_BLOCKS
                && texts.stream().mapToInt(String::length).sum() + LONGEST_HEADER <= LONGEST;
    }

    /** The texts of as few blocks as hold the headings and the lines. */
    private static List<String> texts(Layout layout) {
        List<String> texts = new ArrayList<>();
        for (Section section : layout.sections()) {
            StringBuilder text =
                    new StringBuilder(section.title().isEmpty() ? "" : "*" + markup(section.title()) + "*");
            for (Line line : section.lines()) {
                String written = line(line);
                if (text.length() + 1 + written.length() > LONGEST_SECTION) {
                    texts.add(text.toString());
                    text.setLength(0);
                }
                text.append(text.isEmpty() ? "" : "\n").append(written);
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static String line(Line line) {
        String written = (line.item() ? "• " : "") + line.written(Slack::span);
        return written.length() <= LONGEST_SECTION
                ? written
                : TextSanitizer.cut(PlainText.line(line), LONGEST_SECTION, Slack::markup);
    }

    private static String span(Span span) {
        return switch (span.style()) {
            case PLAIN -> markup(span.text());
            case STRONG -> "*" + markup(span.text()) + "*";
            case CODE -> "`" + markup(span.text()) + "`";
            case LINK -> "<" + escape(span.target()) + "|" + label(span) + ">";
            case TIME -> "<!date^" + span.second() + "^{date_short_pretty} {time_secs}|" + label(span) + ">";
        };
    }

    private static String label(Span span) {
        return markup(span.text().replace('|', '/'));
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
