package org.spotalert.channels.teams;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a post to a Workflows webhook of Microsoft Teams: a message with an Adaptive Card, by Microsoft's names.
 *
 * @param type {@code message}
 */
public record TeamsMessage(String type, List<Attachment> attachments) {

    /** A message with this card. */
    static TeamsMessage of(AdaptiveCard card) {
        return new TeamsMessage(
                "message", List.of(new Attachment("application/vnd.microsoft.card.adaptive", null, card)));
    }

    /** A card and its content type; it has no address of its own. */
    public record Attachment(String contentType, @Nullable String contentUrl, AdaptiveCard content) {}

    /**
     * An Adaptive Card.
     *
     * @param fallbackText what programs show that cannot show the card
     */
    public record AdaptiveCard(
            @JsonProperty("$schema") String schema,
            String type,
            String version,
            String fallbackText,
            List<RichTextBlock> body,
            List<OpenUrl> actions,
            Width msteams) {

        static AdaptiveCard of(String fallbackText, List<RichTextBlock> body, List<OpenUrl> actions) {
            return new AdaptiveCard(
                    "http://adaptivecards.io/schemas/adaptive-card.json",
                    "AdaptiveCard",
                    "1.4",
                    fallbackText,
                    body,
                    actions,
                    new Width("Full"));
        }
    }

    /** How wide Teams shows the card. */
    public record Width(String width) {}

    /** Text in which no markup is read, unlike a {@code TextBlock} or {@code FactSet}, which read Markdown. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RichTextBlock(
            String type, List<TextRun> inlines, @Nullable String spacing) {

        static RichTextBlock line(TextRun... inlines) {
            return new RichTextBlock("RichTextBlock", List.of(inlines), "None");
        }

        static RichTextBlock apart(TextRun... inlines) {
            return new RichTextBlock("RichTextBlock", List.of(inlines), null);
        }
    }

    /** A piece of text. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TextRun(
            String type,
            String text,
            @Nullable String weight,
            @Nullable String size) {

        static TextRun plain(String text) {
            return new TextRun("TextRun", text, null, null);
        }

        static TextRun bold(String text) {
            return new TextRun("TextRun", text, "Bolder", null);
        }

        static TextRun title(String text) {
            return new TextRun("TextRun", text, "Bolder", "Large");
        }
    }

    /** A button that opens a page. */
    public record OpenUrl(String type, String title, String url) {

        static OpenUrl of(String title, String url) {
            return new OpenUrl("Action.OpenUrl", title, url);
        }
    }
}
