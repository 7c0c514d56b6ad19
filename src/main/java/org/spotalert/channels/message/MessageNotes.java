package org.spotalert.channels.message;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.platform.text.Names;
import org.spotalert.platform.text.TextSanitizer;

/** What holds for some instances of a digest: each sentence once, with the instances that it is about. */
final class MessageNotes {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST_SENTENCE = 1000;
    private static final int INSTANCES_NAMED = 3;

    private final Map<String, Set<String>> instances = new LinkedHashMap<>();

    private MessageNotes() {}

    /** The remarks; without instances when they are about all. */
    static List<String> remarks(Digest digest) {
        MessageNotes notes = new MessageNotes();
        digest.alerts().forEach(alert -> alert.remarks().forEach(remark -> notes.add(remark, alert.impact())));
        Stream<String> remarks = notes.instances.entrySet().stream()
                .map(remark -> remark.getValue().size() == digest.entries().size()
                        ? remark.getKey()
                        : remark.getKey() + " (" + names(remark.getValue()).first(INSTANCES_NAMED) + ")");
        return Stream.concat(remarks, asOf(digest).stream()).toList();
    }

    /** How old the oldest of what AWS has not confirmed is. */
    private static Optional<String> asOf(Digest digest) {
        return digest.entries().stream()
                .flatMap(
                        entry -> Stream.ofNullable(entry.impact().completeness().asOf())
                                .map(asOf -> Map.entry(asOf, entry.interruption())))
                .min(Map.Entry.comparingByKey())
                .map(oldest -> asOf(oldest.getKey(), oldest.getValue()));
    }

    private static String asOf(Instant asOf, Interruption of) {
        boolean missed = of.kind() == InterruptionKind.MISSED;
        Duration age = Duration.between(asOf, of.noticedAt());
        return (missed ? "ECS has forgotten what ran there" : "AWS has not answered yet")
                + ": services and counts are as of " + TIME.format(asOf)
                + (age.isNegative()
                        ? ""
                        : ", " + Timing.seconds(age.toSeconds()) + " before the " + (missed ? "end" : "notice"));
    }

    /** What could not be looked up. */
    static List<AlertMessage.PartialFacts> partial(Digest digest) {
        MessageNotes notes = new MessageNotes();
        digest.entries().stream()
                .map(Digest.Entry::impact)
                .filter(impact -> impact.completeness().partial())
                .forEach(impact -> notes.add(impact.completeness().reason(), impact));
        return notes.instances.entrySet().stream()
                .map(missing -> new AlertMessage.PartialFacts(missing.getKey(), names(missing.getValue())))
                .toList();
    }

    private void add(String sentence, Impact impact) {
        String line = TextSanitizer.cut(TextSanitizer.oneLine(sentence), LONGEST_SENTENCE);
        instances
                .computeIfAbsent(line, added -> new LinkedHashSet<>())
                .add(TextSanitizer.orUnknown(impact.interruption().resourceId()));
    }

    private static Names names(Set<String> ids) {
        return new Names(List.copyOf(ids));
    }
}
