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
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private MessageNotes() {}

    /** The remarks; without instances when they are about all. */
    static List<String> remarks(Digest digest) {
        Map<String, Names> remarks = bySentence(digest.alerts().stream()
                .flatMap(alert -> alert.remarks().stream().map(remark -> Map.entry(remark, alert.interruption()))));
        Stream<String> about = remarks.entrySet().stream()
                .map(remark ->
                        remark.getValue().all().size() == digest.entries().size()
                                ? remark.getKey()
                                : remark.getKey() + " (" + remark.getValue().first(INSTANCES_NAMED) + ")");
        return Stream.concat(about, asOf(digest).stream()).toList();
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
        Map<String, Names> missing = bySentence(digest.entries().stream()
                .map(Digest.Entry::impact)
                .filter(impact -> impact.completeness().partial())
                .map(impact -> Map.entry(impact.completeness().reason(), impact.interruption())));
        return missing.entrySet().stream()
                .map(reason -> new AlertMessage.PartialFacts(reason.getKey(), reason.getValue()))
                .toList();
    }

    private static Map<String, Names> bySentence(Stream<Map.Entry<String, Interruption>> sentences) {
        return sentences.collect(Collectors.groupingBy(
                sentence -> TextSanitizer.cut(TextSanitizer.oneLine(sentence.getKey()), LONGEST_SENTENCE),
                LinkedHashMap::new,
                Collectors.mapping(
                        sentence -> TextSanitizer.orUnknown(sentence.getValue().resourceId()),
                        Collectors.collectingAndThen(
                                Collectors.toCollection(LinkedHashSet::new), ids -> new Names(List.copyOf(ids))))));
    }
}
