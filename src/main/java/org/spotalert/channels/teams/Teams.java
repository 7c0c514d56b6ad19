package org.spotalert.channels.teams;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spotalert.channels.chat.ChatLayout;
import org.spotalert.channels.chat.ChatLimits;
import org.spotalert.channels.chat.ChatSummary;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.platform.text.JsonObject;
import org.spotalert.platform.text.TextSanitizer;

/** Lays a message out for Microsoft Teams, within the size that it takes. */
public final class Teams {

    /**
     * In bytes of JSON, of which Teams takes about 28 KB ("Create incoming webhooks", Microsoft Teams documentation). A
     * Workflow answers before it posts, so that a larger message would vanish.
     */
    private static final ChatLimits LIMITS = new ChatLimits(27_000, 40, 35);

    /** The styles of the headline's container, by the tone of a layout. */
    private static final Map<String, String> STYLES =
            Map.of("critical", "attention", "warning", "warning", "info", "accent", "recovered", "good");

    private static final int LONGEST_SUMMARY = 2_000;

    /** The message, showing as many services, tasks and instances as fit, the worst first. */
    public JsonObject message(AlertMessage alert) {
        return LIMITS.largest(alert, layout -> message(ChatSummary.of(alert), layout), JsonObject::bytes);
    }

    /** A message with an Adaptive Card, by Microsoft's names. */
    private static JsonObject message(String summary, ChatLayout layout) {
        JsonObject card = new JsonObject()
                .with("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .with("type", "AdaptiveCard")
                .with("version", "1.4")
                .with("fallbackText", plain(TextSanitizer.cut(summary, LONGEST_SUMMARY)))
                .with("body", body(layout))
                .with("actions", layout.links().stream().map(Teams::action).toList())
                .with("msteams", Map.of("width", "Full"));
        JsonObject attachment = new JsonObject().with("contentType", "application/vnd.microsoft.card.adaptive");
        // A card has no address of its own, and Microsoft's samples say so.
        attachment.put("contentUrl", NullNode.instance);
        return new JsonObject().with("type", "message").with("attachments", List.of(attachment.with("content", card)));
    }

    private static List<JsonObject> body(ChatLayout layout) {
        List<JsonObject> body = new ArrayList<>();
        body.add(new JsonObject()
                .with("type", "Container")
                .with("style", STYLES.getOrDefault(layout.tone(), "default"))
                .with("bleed", true)
                .with(
                        "items",
                        List.of(
                                block(List.of(bold(plain(layout.title())).with("size", "Large"))),
                                line(text(plain(layout.subtitle()))))));
        for (ChatLayout.Section section : layout.sections()) {
            body.add(block(List.of(bold(section.title()))));
            section.lines().stream().map(Teams::line).forEach(body::add);
        }
        return body;
    }

    private static JsonObject line(ChatLayout.Line line) {
        JsonObject text = text(plain(line.text()));
        return line.labelled() ? line(bold(plain(line.label()) + "  "), text) : line(text);
    }

    private static JsonObject line(JsonObject... texts) {
        return block(List.of(texts)).with("spacing", "None");
    }

    /** Text in which no markup is read, unlike a {@code TextBlock} or {@code FactSet}, which read Markdown. */
    private static JsonObject block(List<JsonObject> texts) {
        return new JsonObject().with("type", "RichTextBlock").with("inlines", texts);
    }

    private static JsonObject text(String text) {
        return new JsonObject().with("type", "TextRun").with("text", text);
    }

    private static JsonObject bold(String text) {
        return text(text).with("weight", "Bolder");
    }

    private static JsonObject action(AlertMessage.Link link) {
        return new JsonObject()
                .with("type", "Action.OpenUrl")
                .with("title", plain(link.label()))
                .with("url", link.url());
    }

    /** Nothing reads markup here; but a Workflow that takes the text for HTML shall see no tag, such as {@code <at>}. */
    private static String plain(String text) {
        return text.replace('<', '\u2039');
    }
}
