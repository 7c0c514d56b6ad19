package org.spotalert.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.spotalert.channel.AlertMessage.ServiceLine;
import org.spotalert.channel.GoogleChatMessage.Button;
import org.spotalert.channel.GoogleChatMessage.Card;
import org.spotalert.channel.GoogleChatMessage.CardWithId;
import org.spotalert.channel.GoogleChatMessage.Header;
import org.spotalert.channel.GoogleChatMessage.OnClick;
import org.spotalert.channel.GoogleChatMessage.OpenLink;
import org.spotalert.channel.GoogleChatMessage.Section;
import org.spotalert.channel.GoogleChatMessage.Widget;

/** Writes alerts as Google Chat messages: a card, and a plain text for where cards are not shown. */
public final class GoogleChat {

    /** Text and cards together (Chat API reference, spaces.messages.create). */
    private static final int MESSAGE_LIMIT_BYTES = 32_000;
    /** Chat has refused longer texts, whatever the limit of the whole message. */
    private static final int TEXT_LIMIT = 4_000;
    /** Long enough for every name that AWS allows. */
    private static final int VALUE_LIMIT = 300;
    /** One thing to show is more use than a message that is refused. */
    private static final int MOST_SHOWN = 40;

    private final ObjectMapper json = new ObjectMapper();

    /**
     * The message as JSON, within Chat's limits: services and tasks that do not fit are counted.
     *
     * @param text the alert as plain text
     */
    public String json(AlertMessage alert, String text) throws JsonProcessingException {
        String written = "";
        for (int shown = MOST_SHOWN; shown >= 0; shown = shown == 0 ? -1 : shown / 2) {
            written = json.writeValueAsString(message(alert, text, shown));
            if (written.getBytes(StandardCharsets.UTF_8).length <= MESSAGE_LIMIT_BYTES) {
                break;
            }
        }
        return written;
    }

    private static GoogleChatMessage message(AlertMessage alert, String text, int shown) {
        List<Section> sections = new ArrayList<>();
        sections.add(summary(alert));
        if (!alert.services().isEmpty()) {
            sections.add(new Section("Services that lose tasks", shown(alert.services(), shown, GoogleChat::service)));
        }
        if (!alert.standaloneTasks().isEmpty()) {
            sections.add(new Section(
                    "Standalone tasks",
                    shown(
                            alert.standaloneTasks(),
                            shown,
                            task -> Widget.labelled(
                                    safe(task.group()), safe(task.taskDefinition() + " " + task.taskId())))));
        }
        sections.add(new Section(
                "Instance",
                alert.facts().stream()
                        .map(fact -> Widget.labelled(fact.label(), safe(fact.value())))
                        .toList()));
        sections.add(new Section(null, List.of(Widget.buttons(buttons(alert)))));
        return new GoogleChatMessage(
                PlainText.cut(unformatted(text), TEXT_LIMIT, "..."),
                List.of(new CardWithId(
                        alert.instanceId(),
                        new Card(new Header(plain(alert.headline()), plain(alert.timing())), sections))),
                new GoogleChatMessage.ChatThread(alert.thread()));
    }

    private static Section summary(AlertMessage alert) {
        List<Widget> widgets = new ArrayList<>();
        widgets.add(Widget.paragraph(safe(alert.whatHappened()) + "<br><b>" + safe(alert.timing()) + "</b>"));
        if (!alert.partialReason().isEmpty()) {
            widgets.add(Widget.labelled("PARTIAL: not everything is known", safe(alert.partialReason())));
        }
        widgets.add(Widget.labelled("Look first", safe(String.join(" ", alert.advice()), 1_500)));
        return new Section(null, widgets);
    }

    private static Widget service(ServiceLine service) {
        String text = "<b>" + safe(service.name()) + "</b><br>" + safe(service.counts())
                + (service.note().isEmpty() ? "" : "<br>" + safe(service.note()))
                + "<br><a href=\"" + html(service.url()) + "\">" + safe(service.taskDefinition()) + "</a>";
        return Widget.labelled("loses " + service.tasks() + (service.tasks() == 1 ? " task" : " tasks"), text);
    }

    private static List<Button> buttons(AlertMessage alert) {
        return alert.links().stream()
                .map(link -> new Button(link.label(), new OnClick(new OpenLink(link.url()))))
                .toList();
    }

    private static <T> List<Widget> shown(List<T> items, int shown, Function<T, Widget> widget) {
        List<Widget> widgets =
                new ArrayList<>(items.stream().limit(shown).map(widget).toList());
        if (items.size() > shown) {
            widgets.add(Widget.paragraph("and " + (items.size() - shown) + " more"));
        }
        return widgets;
    }

    private static String plain(String text) {
        return PlainText.cut(PlainText.oneLine(text), VALUE_LIMIT, "...");
    }

    private static String safe(String text) {
        return safe(text, VALUE_LIMIT);
    }

    /** Card texts know a little HTML: everything from outside is escaped. */
    private static String safe(String text, int limit) {
        return html(PlainText.cut(PlainText.oneLine(text), limit, "..."));
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** In plain texts {@code <users/all>} calls everybody and {@code <address|label>} hides an address. */
    private static String unformatted(String text) {
        return text.replace("<", "<\u200B");
    }
}
