package org.spotalert.channels.googlechat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.spotalert.channels.chat.ChatLayout;
import org.spotalert.channels.chat.ChatLayout.Line;
import org.spotalert.channels.chat.ChatLimits;
import org.spotalert.channels.chat.ChatRows;
import org.spotalert.channels.chat.ChatSummary;
import org.spotalert.channels.googlechat.GoogleChatMessage.Button;
import org.spotalert.channels.googlechat.GoogleChatMessage.Card;
import org.spotalert.channels.googlechat.GoogleChatMessage.CardWithId;
import org.spotalert.channels.googlechat.GoogleChatMessage.Header;
import org.spotalert.channels.googlechat.GoogleChatMessage.Section;
import org.spotalert.channels.googlechat.GoogleChatMessage.Widget;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.platform.text.JsonSize;
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

    private final JsonSize json = new JsonSize();

    /** The message, showing as many services, tasks and instances as fit, the worst first. */
    public GoogleChatMessage message(AlertMessage alert) {
        return LIMITS.largest(alert, layout -> message(ChatSummary.of(alert), alert.thread(), layout), json::bytes);
    }

    private static GoogleChatMessage message(String summary, String thread, ChatLayout layout) {
        return new GoogleChatMessage(
                TextSanitizer.cut(plain(summary), LONGEST_TEXT),
                new GoogleChatMessage.ChatThread(thread),
                List.of(new CardWithId("spot-alert", card(layout))));
    }

    private static Card card(ChatLayout layout) {
        List<Section> sections = new ArrayList<>();
        for (ChatLayout.Section section : layout.sections()) {
            sections.add(new Section(section.title(), widgets(section)));
        }
        if (!layout.links().isEmpty()) {
            List<Button> buttons = layout.links().stream()
                    .map(link -> Button.open(escape(link.label()), link.url()))
                    .toList();
            sections.add(new Section("AWS console", List.of(Widget.buttons(buttons))));
        }
        return new Card(new Header(escape(layout.title()), escape(layout.subtitle())), sections);
    }

    /** A widget for each value; many sentences are one widget, of which a card shows 100 only. */
    private static List<Widget> widgets(ChatLayout.Section section) {
        if (section.lines().size() > ChatRows.SENTENCES
                && section.lines().stream().noneMatch(Line::labelled)) {
            return List.of(Widget.paragraph(
                    section.lines().stream().map(line -> escape(line.text())).collect(Collectors.joining("<br>"))));
        }
        return section.lines().stream()
                .map(line -> line.labelled()
                        ? Widget.fact(escape(line.label()), escape(line.text()))
                        : Widget.paragraph(escape(line.text())))
                .toList();
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
