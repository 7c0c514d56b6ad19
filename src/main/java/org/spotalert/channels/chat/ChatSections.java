package org.spotalert.channels.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spotalert.channels.chat.ChatLayout.Line;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Timing;
import org.spotalert.platform.text.TextSanitizer;

/** Lays a message out in sections, the same for every chat program. */
final class ChatSections {

    private static final int LINKS = 4;
    private static final int LONGEST_URL = 1_000;

    private final AlertMessage message;
    private final ChatRows rows;
    private final List<ChatLayout.Section> sections = new ArrayList<>();

    private ChatSections(AlertMessage message, ChatRows.Shown shown) {
        this.message = message;
        this.rows = new ChatRows(message, shown);
    }

    /** The message, with so much of what may be long. */
    static ChatLayout layout(AlertMessage message, ChatRows.Shown shown) {
        return new ChatSections(message, shown).layout();
    }

    private ChatLayout layout() {
        addIfAny("About this message", sentences(message.remarks(), ChatRows.SENTENCE));
        if (!message.several()) {
            addIfAny("PARTIAL: not everything could be looked up", rows.partial());
        }
        addIfAny("What to look at first", sentences(message.advice(), 2 * ChatRows.SENTENCE));
        if (message.several()) {
            addIfAny(message.noun() + ": " + message.instances().size(), scope());
        } else {
            AlertMessage.InstanceFacts instance = message.instances().get(0);
            addIfAny(instance.task() ? "Fargate task" : "Instance", instance(instance));
        }
        addIfAny("Affected services", rows.services());
        addIfAny("Standalone tasks", rows.tasks());
        if (message.several()) {
            addIfAny("PARTIAL: not everything could be looked up", rows.partial());
            addIfAny(message.noun() + ", worst and most urgent first", rows.instances());
        }
        return new ChatLayout(
                TextSanitizer.cut(message.headline(), ChatRows.SENTENCE),
                TextSanitizer.cut(message.happened(), ChatRows.SENTENCE),
                sections,
                links());
    }

    private List<Line> instance(AlertMessage.InstanceFacts instance) {
        List<Line> lines = reclaimTime(message.time().label());
        lines.add(Line.fact("Noticed", message.time().noticedAt()));
        lines.add(Line.fact(
                instance.task() ? "Task" : "Instance",
                instance.id() + ", " + instance.type() + ", " + instance.zone()));
        if (instance.task()) {
            lines.add(Line.fact("Cluster", instance.cluster()));
        } else {
            lines.add(Line.fact("Name", instance.name()));
            lines.add(Line.fact("Cluster", instance.cluster() + ", container instance " + instance.status()));
            lines.add(Line.fact("Auto Scaling group", instance.autoScalingGroup()));
            lines.add(Line.fact("Running for", instance.age()));
        }
        lines.add(Line.fact("Account and Region", instance.account() + ", " + instance.region()));
        return lines;
    }

    private List<Line> scope() {
        AlertMessage.Scope scope = message.scope();
        List<Line> lines = reclaimTime("First " + message.time().label().toLowerCase(Locale.ROOT));
        lines.add(Line.fact("Clusters", scope.clusters().first(ChatRows.NAMES)));
        lines.add(Line.fact("Zones", scope.zones().first(ChatRows.NAMES)));
        lines.add(Line.fact("Types", scope.types().first(ChatRows.NAMES)));
        lines.add(Line.fact(
                "Accounts and Regions",
                scope.accounts().first(ChatRows.NAMES) + "; " + scope.regions().first(ChatRows.NAMES)));
        return lines;
    }

    /** The line to begin with; none when it is over. */
    private List<Line> reclaimTime(String label) {
        List<Line> lines = new ArrayList<>();
        if (!message.resolution()) {
            Timing time = message.time();
            lines.add(Line.fact(
                    label, time.announced() ? time.reclaimAt() + " (" + time.text() + ")" : time.reclaimAt()));
        }
        return lines;
    }

    private List<AlertMessage.Link> links() {
        return message.links().stream()
                .filter(link -> link.url().length() <= LONGEST_URL)
                .limit(LINKS)
                .map(link -> new AlertMessage.Link(TextSanitizer.cut(link.label(), ChatRows.VALUE), link.url()))
                .toList();
    }

    private void addIfAny(String title, List<Line> lines) {
        if (!lines.isEmpty()) {
            sections.add(new ChatLayout.Section(title, lines));
        }
    }

    private static List<Line> sentences(List<String> sentences, int longest) {
        return sentences.stream()
                .limit(ChatRows.SENTENCES)
                .map(sentence -> Line.sentence(TextSanitizer.cut(sentence, longest)))
                .toList();
    }
}
