package org.spotalert.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.channel.AlertMessage.InstanceFacts;
import org.spotalert.channel.AlertMessage.PartialFacts;
import org.spotalert.channel.AlertMessage.ServiceFacts;
import org.spotalert.channel.AlertMessage.TaskFacts;
import org.spotalert.channel.GoogleChatMessage.Widget;

/** The parts of a card that may be long: services, standalone tasks, what could not be looked up, instances. */
final class GoogleChatRows {

    /** The longest value, in UTF-16 units before escaping. */
    static final int VALUE = 120;
    /** The longest value where several stand in one line. */
    private static final int SHORT_VALUE = 48;
    /** The longest sentence, in UTF-16 units before escaping. */
    static final int SENTENCE = 400;
    /** The most sentences of one sort. */
    static final int SENTENCES = 5;
    /** The most names in a row. */
    static final int NAMES = 8;

    private final AlertMessage message;
    private final int rows;
    private final int instances;

    GoogleChatRows(AlertMessage message, int rows, int instances) {
        this.message = message;
        this.rows = rows;
        this.instances = instances;
    }

    List<Widget> services() {
        List<Widget> widgets = new ArrayList<>();
        for (ServiceFacts service : message.services().stream().limit(rows).toList()) {
            String detail = service.figures() + "; " + service.taskDefinition()
                    + (service.loadBalanced() ? "; load balanced" : "");
            widgets.add(fact(service.name() + " (" + service.cluster() + ")", detail));
        }
        addMore(widgets, message.services().size(), rows);
        return widgets;
    }

    List<Widget> tasks() {
        List<Widget> widgets = new ArrayList<>();
        for (TaskFacts task : message.standaloneTasks().stream().limit(rows).toList()) {
            String instance = message.several() ? "; on " + task.instance() : "";
            widgets.add(fact(task.group(), task.id() + "; " + task.taskDefinition() + instance));
        }
        addMore(widgets, message.standaloneTasks().size(), rows);
        return widgets;
    }

    List<Widget> partial() {
        List<Widget> widgets = new ArrayList<>();
        for (PartialFacts missing : message.partial().stream().limit(SENTENCES).toList()) {
            String instances = message.several() ? " (" + missing.instances().first(NAMES) + ")" : "";
            widgets.add(Widget.paragraph(
                    GoogleChatText.card(missing.reason(), SENTENCE) + GoogleChatText.card(instances, SENTENCE)));
        }
        addMore(widgets, message.partial().size(), SENTENCES);
        return widgets;
    }

    /** One paragraph for all, each instance on a line of its own: a card shows 100 widgets only. */
    String instances() {
        List<String> lines = new ArrayList<>();
        for (InstanceFacts instance :
                message.instances().stream().limit(instances).toList()) {
            lines.add(Stream.of(
                            instance.id(),
                            instance.type(),
                            instance.zone(),
                            instance.cluster(),
                            instance.status(),
                            instance.time().text())
                    .map(value -> GoogleChatText.card(value, SHORT_VALUE))
                    .collect(Collectors.joining(", ")));
        }
        if (message.instances().size() > instances) {
            lines.add("and " + (message.instances().size() - instances) + " more");
        }
        return String.join("<br>", lines);
    }

    private static void addMore(List<Widget> widgets, int all, int shown) {
        if (all > shown) {
            widgets.add(Widget.paragraph("and " + (all - shown) + " more"));
        }
    }

    static Widget fact(String label, String text) {
        return Widget.fact(GoogleChatText.card(label, VALUE), GoogleChatText.card(text, 2 * VALUE));
    }
}
