package org.spotalert.channels.message;

import java.util.ArrayList;
import java.util.List;
import org.spotalert.model.InstanceAction;

/**
 * What happens, as one sentence for each kind of event; or how it ended.
 *
 * @param entries the notices of one kind
 * @param several whether the message is about more than one instance
 */
record Summary(List<Digest.Entry> entries, boolean several) {

    /** How it ended; or else what is announced, the warnings first. */
    static String of(Digest digest) {
        return ResolutionText.of(digest)
                .map(text -> text.headline(Headline.SERVICES) + ".")
                .orElseGet(() -> announced(digest));
    }

    private static String announced(Digest digest) {
        List<String> sentences = new ArrayList<>();
        for (KindWords words : KindWords.values()) {
            List<Digest.Entry> entries = digest.entriesOf(words.kind());
            if (!entries.isEmpty()) {
                sentences.add(words.sentence(new Summary(entries, digest.several())));
            }
        }
        return String.join(" ", sentences);
    }

    String taken(String what) {
        String will = entries.stream().allMatch(entry -> entry.time().over()) ? "took" : "takes";
        return "AWS " + will + " " + counted(what) + " back" + (what.endsWith("task") ? "" : actions(" (", ")")) + ".";
    }

    /** When, where AWS itself has said so. */
    String goes() {
        return entries.stream()
                .filter(entry -> entry.interruption().terminatesAt() != null)
                .map(Digest.Entry::time)
                .min(Timing.MOST_URGENT_FIRST)
                .map(time -> (entries.size() > 1 ? " The first" : " It") + (time.over() ? " went at " : " goes at ")
                        + time.reclaimAt() + ".")
                .orElse("");
    }

    String counted(String what) {
        if (!several) {
            return "the " + what;
        }
        return entries.size() + " " + what + (entries.size() == 1 ? "" : "s");
    }

    /** What happens to the instances; counted only when it is not the same for all. */
    String actions(String before, String after) {
        List<String> counted = new ArrayList<>();
        for (InstanceAction action : InstanceAction.values()) {
            long count = entries.stream()
                    .filter(entry -> entry.interruption().action() == action)
                    .count();
            if (action != InstanceAction.UNKNOWN && count > 0) {
                counted.add(count == entries.size() ? action.toString() : count + " " + action);
            }
        }
        return counted.isEmpty() ? "" : before + String.join(", ", counted) + after;
    }
}
