package org.spotalert.channels.googlechat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.kind.IncomingWebhook;
import org.spotalert.channels.layout.Layout;
import org.spotalert.channels.layout.Layout.Line;
import org.spotalert.channels.layout.Layout.Section;
import org.spotalert.channels.layout.Layout.Span;
import org.spotalert.channels.layout.PlainText;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Mentions;
import org.spotalert.platform.settings.SettingsReader;
import org.spotalert.platform.text.JsonObject;
import org.spotalert.platform.text.TextSanitizer;

/** Writes a message for Google Chat, within the limits of the Chat API's {@code spaces.messages.create}. */
public final class GoogleChat {

    /** The longest {@code fallbackText} in UTF-16 units; the card says everything anyway. */
    private static final int LONGEST_TEXT = 2_000;
    /** In bytes of JSON, of which 32,000 is the limit for text and cards together. */
    private static final int LARGEST = 31_000;

    private static final int MOST_ITEMS = 150;

    /** The colours of the headline, by the tone of a message. */
    private static final Map<String, String> COLOURS =
            Map.of("critical", "#b3261e", "warning", "#b25e00", "info", "#1a5fb4", "recovered", "#2e7d32");

    /** Channels to Google Chat, by an incoming webhook of a space. */
    public static IncomingWebhook kind() {
        return new IncomingWebhook(
                "google-chat",
                new GoogleChat(),
                "the address of the space's incoming webhook",
                "/v1/spaces/",
                "chat.googleapis.com") {
            @Override
            public Supplier<Webhook> webhook(SettingsReader reader, String prefix) {
                Supplier<Webhook> webhook = super.webhook(reader, prefix);
                return () -> new Webhook(webhook.get()
                        .address()
                        .withQuery("messageReplyOption", "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"));
            }
        };
    }

    /** The message with as many services, tasks and instances as fit, the worst first. */
    public JsonObject message(AlertMessage alert, String markdown) {
        return Layout.of(markdown)
                .largest(MOST_ITEMS, layout -> message(alert, layout), message -> message.bytes() <= LARGEST);
    }

    /** By the names of the resource {@code spaces.messages}; its member {@code text} stands above the card, and calls users. */
    private static JsonObject message(AlertMessage alert, Layout layout) {
        List<JsonObject> sections = new ArrayList<>();
        // A card's own header is cut at the end of its only line.
        sections.add(section(paragraph("<font color=\"" + COLOURS.getOrDefault(alert.tone(), "#444444") + "\"><b>"
                + escape(layout.title()) + "</b></font>")));
        for (Section section : layout.sections()) {
            JsonObject written = section(section.links() ? buttons(section) : paragraph(lines(section.lines())));
            sections.add(section.title().isEmpty() ? written : written.with("header", escape(section.title())));
        }
        String calls = String.join(" ", Mentions.GOOGLE_CHAT.of(alert));
        return new JsonObject()
                .with("text", calls.isEmpty() ? null : calls)
                .with("fallbackText", TextSanitizer.cut(plain(PlainText.summary(layout)), LONGEST_TEXT))
                .with("thread", Map.of("threadKey", alert.thread()))
                .with(
                        "cardsV2",
                        List.of(new JsonObject()
                                .with("cardId", "spot-alert")
                                .with("card", new JsonObject().with("sections", sections))));
    }

    private static JsonObject section(Map<String, ?> widget) {
        return new JsonObject().with("widgets", List.of(widget));
    }

    /** One for all lines of a section: a card shows 100 widgets and ignores the rest. */
    private static Map<String, ?> paragraph(String text) {
        return Map.of("textParagraph", Map.of("text", text));
    }

    private static String lines(List<Line> lines) {
        return String.join(
                "<br>",
                lines.stream()
                        .map(line -> (line.item() ? "• " : "") + line.written(GoogleChat::span))
                        .toList());
    }

    private static Map<String, ?> buttons(Section section) {
        List<JsonObject> buttons =
                section.targets().stream().map(GoogleChat::button).toList();
        return Map.of("buttonList", Map.of("buttons", buttons));
    }

    private static JsonObject button(Span link) {
        return new JsonObject()
                .with("text", escape(link.text()))
                .with("onClick", Map.of("openLink", Map.of("url", link.target())));
    }

    private static String span(Span span) {
        return switch (span.style()) {
            case PLAIN, CODE, TIME -> escape(span.text());
            case STRONG -> "<b>" + escape(span.text()) + "</b>";
            case LINK -> "<a href=\"" + escape(span.target()) + "\">" + escape(span.text()) + "</a>";
        };
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
