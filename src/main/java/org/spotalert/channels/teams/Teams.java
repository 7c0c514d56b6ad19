package org.spotalert.channels.teams;

import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

/** Writes a message for Microsoft Teams, within the size that it takes. */
public final class Teams {

    /**
     * In bytes of JSON, of which Teams takes about 28 KB ("Create incoming webhooks", Microsoft Teams documentation). A
     * Workflow answers before it posts, so that a larger message would vanish.
     */
    private static final int LARGEST = 27_000;

    private static final int MOST_ITEMS = 100;
    private static final int LONGEST_SUMMARY = 2_000;

    /** The styles of the headline's container, by the tone of a message. */
    private static final Map<String, String> STYLES =
            Map.of("critical", "attention", "warning", "warning", "info", "accent", "recovered", "good");

    /** Channels to Microsoft Teams, by a Workflow. */
    public static IncomingWebhook kind() {
        return new IncomingWebhook(
                "teams",
                new Teams(),
                "the address of the Workflow that posts to the channel",
                "/",
                ".environment.api.powerplatform.com",
                ".logic.azure.com");
    }

    /** The message with as many services, tasks and instances as fit, the worst first. */
    public JsonObject message(AlertMessage alert, String markdown) {
        return Layout.of(markdown)
                .largest(MOST_ITEMS, layout -> message(alert, layout), message -> message.bytes() <= LARGEST);
    }

    /** A message with an Adaptive Card, by Microsoft's names. */
    private static JsonObject message(AlertMessage alert, Layout layout) {
        List<String> users = Mentions.ADDRESS.of(alert);
        List<JsonObject> entities = users.stream().map(Teams::mention).toList();
        List<JsonObject> actions = layout.sections().stream()
                .filter(Section::links)
                .flatMap(section -> section.targets().stream())
                .map(Teams::action)
                .toList();
        JsonObject card = new JsonObject()
                .with("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .with("type", "AdaptiveCard")
                .with("version", "1.4")
                .with("fallbackText", plain(TextSanitizer.cut(PlainText.summary(layout), LONGEST_SUMMARY)))
                .with("body", body(alert.tone(), layout, users))
                .with("actions", actions)
                .with(
                        "msteams",
                        new JsonObject().with("width", "Full").with("entities", users.isEmpty() ? null : entities));
        JsonObject attachment = new JsonObject().with("contentType", "application/vnd.microsoft.card.adaptive");
        // A card has no address of its own, and Microsoft's samples say so.
        attachment.put("contentUrl", NullNode.instance);
        return new JsonObject().with("type", "message").with("attachments", List.of(attachment.with("content", card)));
    }

    /** Calls the user of this address, wherever the card says so. */
    private static JsonObject mention(String user) {
        return new JsonObject()
                .with("type", "mention")
                .with("text", "<at>" + user + "</at>")
                .with("mentioned", Map.of("id", user, "name", user));
    }

    private static List<JsonObject> body(String tone, Layout layout, List<String> users) {
        List<JsonObject> body = new ArrayList<>();
        body.add(new JsonObject()
                .with("type", "Container")
                .with("style", STYLES.getOrDefault(tone, "default"))
                .with("bleed", true)
                .with("items", List.of(block(Stream.of(bold(layout.title()).with("size", "Large"))))));
        if (!users.isEmpty()) {
            // Only such a block calls users.
            String calls = users.stream().map(user -> "<at>" + user + "</at>").collect(Collectors.joining(" "));
            body.add(new JsonObject().with("type", "TextBlock").with("text", calls));
        }
        for (Section section : layout.sections()) {
            if (!section.links()) {
                List<JsonObject> blocks = new ArrayList<>();
                if (!section.title().isEmpty()) {
                    blocks.add(block(Stream.of(bold(section.title()))));
                }
                section.lines().stream().map(Teams::line).forEach(blocks::add);
                // What is above a section keeps its distance.
                blocks.stream().skip(1).forEach(block -> block.put("spacing", "None"));
                body.addAll(blocks);
            }
        }
        return body;
    }

    private static JsonObject line(Line line) {
        // Each text of its own takes many bytes.
        Stream<JsonObject> texts = line.values() > 1
                ? Stream.of(text(line.written(Span::text)))
                : line.spans().stream().map(Teams::span);
        return block(line.item() ? Stream.concat(Stream.of(text("• ")), texts) : texts);
    }

    private static JsonObject span(Span span) {
        return switch (span.style()) {
            case PLAIN -> text(span.text());
            case STRONG -> bold(span.text());
            case CODE -> text(span.text()).with("fontType", "Monospace");
            case LINK -> text(span.text()).with("selectAction", action(span));
            case TIME -> local(span);
        };
    }

    /** Teams writes the second time in the reader's own zone. */
    private static JsonObject local(Span time) {
        String own = "{{TIME(" + Instant.ofEpochSecond(time.second()) + ")}}";
        JsonObject text = text(time.text());
        return text.with("text", text.get("text") + " (" + own + " where you are)");
    }

    /** Text in which no markup is read, unlike a {@code TextBlock} or {@code FactSet}, which read Markdown. */
    private static JsonObject block(Stream<JsonObject> texts) {
        return new JsonObject().with("type", "RichTextBlock").with("inlines", texts.toList());
    }

    private static JsonObject text(String text) {
        return new JsonObject().with("type", "TextRun").with("text", plain(text));
    }

    private static JsonObject bold(String text) {
        return text(text).with("weight", "Bolder");
    }

    private static JsonObject action(Span link) {
        return new JsonObject()
                .with("type", "Action.OpenUrl")
                .with("title", plain(link.text()))
                .with("url", link.target());
    }

    /** A Workflow that takes the text for HTML shall see no tag, such as {@code <at>}, and Teams no time to be written. */
    private static String plain(String text) {
        return text.replace('<', '\u2039').replace("{{", "{ {");
    }
}
