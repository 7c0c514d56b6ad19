package org.spotalert.channels.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.spotalert.channels.chat.ChatLayout.Line;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.platform.collection.Chunks;
import org.spotalert.platform.text.TextSanitizer;

/** The parts of a layout that may be long: services, standalone tasks, what could not be looked up, instances. */
public final class ChatRows {

    /** The longest value, in UTF-16 units. */
    static final int VALUE = 120;
    /** The longest value where several share one line. */
    private static final int SHORT_VALUE = 48;
    /** The longest sentence, in UTF-16 units. */
    static final int SENTENCE = 400;
    /** The most sentences of one sort. */
    public static final int SENTENCES = 5;
    /** The most names in a row. */
    static final int NAMES = 8;
    /** The most instances named in one line. */
    private static final int IDS_IN_LINE = 10;

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

    ChatRows(AlertMessage message, Shown shown) {
        this.message = message;
        this.shown = shown;
    }

    List<Line> services() {
        return rows(
                message.services(),
                shown.rows(),
                service -> Line.fact(service.name() + " (" + service.cluster() + ")", service.line()));
    }

    List<Line> tasks() {
        return rows(message.standaloneTasks(), shown.rows(), task -> Line.fact(task.group(), task.line(message)));
    }

    List<Line> partial() {
        return rows(message.partial(), SENTENCES, missing -> {
            String instances = message.several() ? " (" + missing.instances().first(NAMES) + ")" : "";
            return Line.sentence(
                    TextSanitizer.cut(missing.reason(), SENTENCE) + TextSanitizer.cut(instances, SENTENCE));
        });
    }

    private static <T> List<Line> rows(List<T> all, int most, Function<T, Line> line) {
        List<Line> lines = new ArrayList<>(all.stream().limit(most).map(line).toList());
        addMore(lines, all.size(), most);
        return lines;
    }

    /** A line for each instance, then ids in rows. */
    List<Line> instances() {
        List<AlertMessage.InstanceFacts> all = message.instances();
        List<AlertMessage.InstanceFacts> named = all.subList(0, Math.min(shown.named(), all.size()));
        int detailed = Math.min(shown.detailed(), named.size());
        List<Line> lines = new ArrayList<>();
        named.subList(0, detailed).forEach(instance -> lines.add(Line.sentence(details(instance))));
        Chunks.of(named.subList(detailed, named.size()), IDS_IN_LINE)
                .forEach(some -> lines.add(Line.sentence(some.stream()
                        .map(instance -> TextSanitizer.cut(instance.id(), SHORT_VALUE))
                        .collect(Collectors.joining(", ")))));
        addMore(lines, all.size(), named.size());
        return lines;
    }

    private String details(AlertMessage.InstanceFacts instance) {
        return instance.line(message).stream()
                .map(value -> TextSanitizer.cut(value, SHORT_VALUE))
                .collect(Collectors.joining(", "));
    }

    private static void addMore(List<Line> lines, int all, int shown) {
        if (all > shown) {
            lines.add(Line.sentence("and " + (all - shown) + " more"));
        }
    }
}
