package org.spotalert.channels.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.channels.chat.ChatLayout.Line;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.platform.text.Names;
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

    /** What breaks, then what to do, then where it happens. */
    private ChatLayout layout() {
        addIfAny("About this message", sentences(message.remarks(), ChatRows.SENTENCE));
        // Of one instance it says what the rest is worth.
        if (!message.several()) {
            addIfAny("PARTIAL: not everything could be looked up", rows.partial());
        }
        addIfAny("Services", rows.services());
        addIfAny("Standalone tasks", rows.tasks());
        addIfAny("What to do", sentences(message.advice(), 2 * ChatRows.SENTENCE));
        if (message.several()) {
            addIfAny("PARTIAL: not everything could be looked up", rows.partial());
            addIfAny(message.noun() + ": " + message.instances().size(), scope());
            addIfAny(message.noun() + ", worst and most urgent first", rows.instances());
        } else {
            AlertMessage.InstanceFacts instance = message.instances().get(0);
            addIfAny(instance.task() ? "Fargate task" : "Instance", instance(instance));
        }
        return new ChatLayout(
                message.resolution() && message.recovered() ? "recovered" : message.severity(),
                TextSanitizer.cut(message.headline(), ChatRows.SENTENCE),
                TextSanitizer.cut(ChatSummary.happens(message), ChatRows.SENTENCE),
                sections,
                links());
    }

    /** Two lines, of what is known. */
    private static List<Line> instance(AlertMessage.InstanceFacts instance) {
        return List.of(
                known(instance.id(), instance.type(), instance.zone(), named("name ", instance.name())),
                known(
                        named("cluster ", instance.cluster()),
                        instance.status(),
                        named("group ", instance.autoScalingGroup()),
                        named("running for ", instance.age()),
                        instance.account(),
                        instance.region()));
    }

    private static String named(String what, String value) {
        return value.equals(TextSanitizer.UNKNOWN) ? value : what + value;
    }

    private static Line known(String... values) {
        return Line.sentence(Stream.of(values)
                .filter(value -> !value.equals(TextSanitizer.UNKNOWN))
                .map(value -> TextSanitizer.cut(value, ChatRows.VALUE))
                .collect(Collectors.joining(", ")));
    }

    private List<Line> scope() {
        AlertMessage.Scope scope = message.scope();
        return Stream.of(
                        line("Clusters", scope.clusters()),
                        line("Zones", scope.zones()),
                        line("Types", scope.types()),
                        line("Accounts", scope.accounts()),
                        line("Regions", scope.regions()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Line> line(String label, Names names) {
        String known = names.known().first(ChatRows.NAMES);
        return known.equals(TextSanitizer.UNKNOWN) ? Optional.empty() : Optional.of(Line.fact(label, known));
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
