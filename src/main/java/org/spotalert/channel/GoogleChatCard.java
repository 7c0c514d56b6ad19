package org.spotalert.channel;

import java.util.ArrayList;
import java.util.List;
import org.spotalert.channel.AlertMessage.InstanceFacts;
import org.spotalert.channel.AlertMessage.ServiceFacts;
import org.spotalert.channel.AlertMessage.TaskFacts;
import org.spotalert.channel.GoogleChatMessage.Button;
import org.spotalert.channel.GoogleChatMessage.Card;
import org.spotalert.channel.GoogleChatMessage.Header;
import org.spotalert.channel.GoogleChatMessage.Section;
import org.spotalert.channel.GoogleChatMessage.Widget;

/** Lays an alert out as a card, with so many services and standalone tasks at most. */
final class GoogleChatCard {

    private static final int VALUE = 120;
    private static final int SENTENCE = 400;
    private static final int BUTTONS = 4;

    private final AlertMessage message;
    private final int shown;

    GoogleChatCard(AlertMessage message, int shown) {
        this.message = message;
        this.shown = shown;
    }

    Card card() {
        List<Section> sections = new ArrayList<>();
        if (message.partial()) {
            sections.add(section("PARTIAL: not everything could be looked up", message.partialReason()));
        }
        sections.add(new Section(
                "What to look at first",
                message.advice().stream()
                        .map(sentence -> Widget.paragraph(GoogleChatText.card(sentence, SENTENCE)))
                        .toList()));
        sections.add(new Section("Instance", instance()));
        addIfAny(sections, "Affected services", services());
        addIfAny(sections, "Standalone tasks", tasks());
        sections.add(new Section("AWS console", List.of(Widget.buttons(buttons()))));
        return new Card(
                new Header(
                        GoogleChatText.card(message.headline(), SENTENCE),
                        GoogleChatText.card(message.happened(), SENTENCE)),
                sections);
    }

    private List<Widget> instance() {
        InstanceFacts instance = message.instance();
        return List.of(
                fact(
                        "Reclaim time",
                        message.time().reclaimAt() + " (" + message.time().text() + ")"),
                fact("Noticed", message.time().noticedAt()),
                fact("Instance", instance.id() + ", " + instance.type() + ", " + instance.zone()),
                fact("Name", instance.name()),
                fact("Account and Region", instance.account() + ", " + instance.region()),
                fact("Cluster", instance.cluster() + ", container instance " + instance.status()),
                fact("Auto Scaling group", instance.autoScalingGroup()),
                fact("Running for", instance.age()));
    }

    private List<Widget> services() {
        List<Widget> widgets = new ArrayList<>();
        for (ServiceFacts service : message.services().stream().limit(shown).toList()) {
            String detail = service.figures() + "; " + service.taskDefinition()
                    + (service.loadBalanced() ? "; load balanced" : "");
            widgets.add(fact(service.name() + " (" + service.cluster() + ")", detail));
        }
        addMore(widgets, message.services().size());
        return widgets;
    }

    private List<Widget> tasks() {
        List<Widget> widgets = new ArrayList<>();
        for (TaskFacts task : message.standaloneTasks().stream().limit(shown).toList()) {
            widgets.add(fact(task.group(), task.id() + "; " + task.taskDefinition()));
        }
        addMore(widgets, message.standaloneTasks().size());
        return widgets;
    }

    private List<Button> buttons() {
        return message.links().stream()
                .limit(BUTTONS)
                .map(link -> Button.open(GoogleChatText.card(link.label(), VALUE), link.url()))
                .toList();
    }

    private void addMore(List<Widget> widgets, int all) {
        if (all > shown) {
            widgets.add(Widget.paragraph("and " + (all - shown) + " more"));
        }
    }

    private static void addIfAny(List<Section> sections, String header, List<Widget> widgets) {
        if (!widgets.isEmpty()) {
            sections.add(new Section(header, widgets));
        }
    }

    private static Section section(String header, String text) {
        return new Section(header, List.of(Widget.paragraph(GoogleChatText.card(text, SENTENCE))));
    }

    private static Widget fact(String label, String text) {
        return Widget.fact(GoogleChatText.card(label, VALUE), GoogleChatText.card(text, 2 * VALUE));
    }
}
