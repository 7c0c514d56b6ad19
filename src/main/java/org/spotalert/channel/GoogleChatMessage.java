package org.spotalert.channel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of the Google Chat API ("Create a message", spaces.messages.create), as far as this program uses it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GoogleChatMessage(String text, List<CardWithId> cardsV2, ChatThread thread) {

    public record ChatThread(String threadKey) {}

    public record CardWithId(String cardId, Card card) {}

    public record Card(Header header, List<Section> sections) {}

    public record Header(String title, String subtitle) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Section(@Nullable String header, List<Widget> widgets) {}

    /** One of its parts is set. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Widget(
            @Nullable DecoratedText decoratedText,
            @Nullable TextParagraph textParagraph,
            @Nullable ButtonList buttonList) {

        static Widget labelled(String label, String text) {
            return new Widget(new DecoratedText(label, text, true), null, null);
        }

        static Widget paragraph(String text) {
            return new Widget(null, new TextParagraph(text), null);
        }

        static Widget buttons(List<Button> buttons) {
            return new Widget(null, null, new ButtonList(buttons));
        }
    }

    public record DecoratedText(String topLabel, String text, boolean wrapText) {}

    public record TextParagraph(String text) {}

    public record ButtonList(List<Button> buttons) {}

    public record Button(String text, OnClick onClick) {}

    public record OnClick(OpenLink openLink) {}

    public record OpenLink(String url) {}
}
