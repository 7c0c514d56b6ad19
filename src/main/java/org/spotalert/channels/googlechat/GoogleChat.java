package org.spotalert.channels.googlechat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.spotalert.channels.chat.ChatLayout;
import org.spotalert.channels.chat.ChatLimits;
import org.spotalert.channels.chat.ChatRows;
import org.spotalert.channels.chat.ChatSummary;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.platform.text.JsonObject;
import org.spotalert.platform.text.TextSanitizer;

/** Lays a message out for Google Chat, within the limits of the Chat API's {@code spaces.messages.create}. */
public final class GoogleChat {

    /** The longest {@code fallbackText} in UTF-16 units; the card says everything anyway. */
    static final int LONGEST_TEXT = 2_000;
    /**
     * In bytes of JSON, of which 32,000 is the limit for text and cards together. A card shows 100 widgets and ignores
     * the rest.
     */
    private static final ChatLimits LIMITS = new ChatLimits(31_000, 40, 35);

    /** The message, showing as many services, tasks and instances as fit, the worst first. */
    public JsonObject message(AlertMessage alert) {
        return LIMITS.largest(
                alert, layout -> message(ChatSummary.of(alert), alert.thread(), layout), JsonObject::bytes);
    }

    /** By the names of the resource {@code spaces.messages}; its member {@code text} would stand above the card. */
    private static JsonObject message(String summary, String thread, ChatLayout layout) {
        return new JsonObject()
                .with("fallbackText", TextSanitizer.cut(plain(summary), LONGEST_TEXT))
                .with("thread", Map.of("threadKey", thread))
                .with(
                        "cardsV2",
                        List.of(new JsonObject().with("cardId", "spot-alert").with("card", card(layout))));
    }

    private static JsonObject card(ChatLayout layout) {
        List<JsonObject> sections = new ArrayList<>();
        for (ChatLayout.Section section : layout.sections()) {
            sections.add(section(section.title(), widgets(section)));
        }
        if (!layout.links().isEmpty()) {
            List<JsonObject> buttons =
                    layout.links().stream().map(GoogleChat::button).toList();
            sections.add(section("AWS console", List.of(Map.of("buttonList", Map.of("buttons", buttons)))));
        }
        JsonObject header =
                new JsonObject().with("title", escape(layout.title())).with("subtitle", escape(layout.subtitle()));
        return new JsonObject().with("header", header).with("sections", sections);
    }

    private static JsonObject section(String header, List<?> widgets) {
        return new JsonObject().with("header", header).with("widgets", widgets);
    }

    private static JsonObject button(AlertMessage.Link link) {
        return new JsonObject()
                .with("text", escape(link.label()))
                .with("onClick", Map.of("openLink", Map.of("url", link.url())));
    }

    /** A widget for each value; many sentences are one widget, of which a card shows 100 only. */
    private static List<?> widgets(ChatLayout.Section section) {
        if (section.lines().size() > ChatRows.SENTENCES
                && section.lines().stream().noneMatch(ChatLayout.Line::labelled)) {
            return List.of(paragraph(
                    section.lines().stream().map(line -> escape(line.text())).collect(Collectors.joining("<br>"))));
        }
        return section.lines().stream()
                .map(line -> line.labelled() ? fact(line) : paragraph(escape(line.text())))
                .toList();
    }

    private static Map<String, ?> fact(ChatLayout.Line line) {
        JsonObject text = new JsonObject()
                .with("topLabel", escape(line.label()))
                .with("text", escape(line.text()))
                .with("wrapText", true);
        return Map.of("decoratedText", text);
    }

    private static Map<String, ?> paragraph(String text) {
        return Map.of("textParagraph", Map.of("text", text));
    }

    /** For {@code fallbackText}, which is plain: should it ever be read as text, no mention ({@code <users/all>}) begins. */
    static String plain(String text) {
        return text.replace('<', '\u2039');
    }

    /** For cards, which read a subset of HTML. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
