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
    private final Shown shown;

    /**
     * How much is shown at most.
     *
     * @param rows how many services, and as many standalone tasks
     * @param named how many instances of a digest
     * @param detailed how many of these with more than their ids
     */
    record Shown(int rows, int named, int detailed) {}

    GoogleChatRows(AlertMessage message, Shown shown) {
        this.message = message;
        this.shown = shown;
    }

    List<Widget> services() {
        List<Widget> widgets = new ArrayList<>();
        for (ServiceFacts service :
                message.services().stream().limit(shown.rows()).toList()) {
            String detail = service.figures() + "; " + service.taskDefinition()
                    + (service.loadBalanced() ? "; load balanced" : "");
            widgets.add(fact(service.name() + " (" + service.cluster() + ")", detail));
        }
        addMore(widgets, message.services().size(), shown.rows());
        return widgets;
    }

    List<Widget> tasks() {
        List<Widget> widgets = new ArrayList<>();
        for (TaskFacts task :
                message.standaloneTasks().stream().limit(shown.rows()).toList()) {
            String instance = message.several() ? "; on " + task.instance() : "";
            widgets.add(fact(task.group(), task.id() + "; " + task.taskDefinition() + instance));
        }
        addMore(widgets, message.standaloneTasks().size(), shown.rows());
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

    /** One paragraph for all, since a card shows 100 widgets only: a line for each instance, then ids in a row. */
    String instances() {
        List<InstanceFacts> all = message.instances();
        List<InstanceFacts> named = all.subList(0, Math.min(shown.named(), all.size()));
        List<InstanceFacts> detailed = named.subList(0, Math.min(shown.detailed(), named.size()));
        List<String> lines =
                new ArrayList<>(detailed.stream().map(GoogleChatRows::instance).toList());
        if (named.size() > detailed.size()) {
            lines.add(named.stream()
                    .skip(detailed.size())
                    .map(instance -> GoogleChatText.card(instance.id(), SHORT_VALUE))
                    .collect(Collectors.joining(", ")));
        }
        if (all.size() > named.size()) {
            lines.add("and " + (all.size() - named.size()) + " more");
        }
        return String.join("<br>", lines);
    }

    private static String instance(InstanceFacts instance) {
        return Stream.of(
                        instance.id(),
                        instance.type(),
                        instance.zone(),
                        instance.cluster(),
                        instance.status(),
                        instance.time().text())
                .map(value -> GoogleChatText.card(value, SHORT_VALUE))
                .collect(Collectors.joining(", "));
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
