package org.spotalert.channels.googlechat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a post to an incoming webhook of Google Chat, by the names of the Chat API's resource
 * {@code spaces.messages}.
 *
 * @param fallbackText what notifications show, and programs that cannot show cards; {@code text} would stand above the card
 * @param thread groups the messages about one instance
 */
public record GoogleChatMessage(String fallbackText, ChatThread thread, List<CardWithId> cardsV2) {

    public GoogleChatMessage {
        cardsV2 = List.copyOf(cardsV2);
    }

    /** The thread, by a key of our own. */
    public record ChatThread(String threadKey) {}

    /** A card and its id within the message. */
    public record CardWithId(String cardId, Card card) {}

    /** A card. */
    public record Card(Header header, List<Section> sections) {}

    /** The head of a card. */
    public record Header(String title, String subtitle) {}

    /** A part of a card under a heading. */
    public record Section(String header, List<Widget> widgets) {}

    /** One piece of a section: exactly one of its members is set. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Widget(
            @Nullable DecoratedText decoratedText,
            @Nullable TextParagraph textParagraph,
            @Nullable ButtonList buttonList) {

        static Widget fact(String label, String text) {
            return new Widget(new DecoratedText(label, text, true), null, null);
        }

        static Widget paragraph(String text) {
            return new Widget(null, new TextParagraph(text), null);
        }

        static Widget buttons(List<Button> buttons) {
            return new Widget(null, null, new ButtonList(buttons));
        }
    }

    /** A value under its label. */
    public record DecoratedText(String topLabel, String text, boolean wrapText) {}

    /** A paragraph. */
    public record TextParagraph(String text) {}

    /** Buttons in a row. */
    public record ButtonList(List<Button> buttons) {}

    /** A button that opens a page. */
    public record Button(String text, OnClick onClick) {

        static Button open(String text, String url) {
            return new Button(text, new OnClick(new OpenLink(url)));
        }
    }

    /** What a button does. */
    public record OnClick(OpenLink openLink) {}

    /** A page to open. */
    public record OpenLink(String url) {}
}
