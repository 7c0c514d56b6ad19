package org.spotalert.channels.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.spotalert.model.InstanceAction;

/**
 * What happens, as one sentence for each kind of event; or how it ended.
 *
 * @param entries the notices of one kind, at least one
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
        String will = over() ? "took" : "takes";
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
        String counted = counted(action -> action == InstanceAction.UNKNOWN ? "" : action.toString());
        return counted.isEmpty() ? "" : before + counted + after;
    }

    /** {@code retirement by AWS}: what a headline calls scheduled changes. */
    String scheduledNoun() {
        InstanceAction action = first().interruption().action();
        if (count(action) < entries.size()) {
            return "scheduled changes by AWS";
        }
        return switch (action) {
            case RETIRE -> "retirement by AWS";
            case REBOOT -> "reboot by AWS";
            case STOP -> "stop by AWS";
            case TERMINATE -> "termination by AWS";
            case HIBERNATE, UNKNOWN -> "maintenance by AWS";
        };
    }

    /** What AWS has scheduled. */
    String scheduled() {
        String what = counted("instance");
        Timing time = first().time();
        long times = entries.stream()
                .map(entry -> entry.time().reclaimAt())
                .distinct()
                .count();
        String when = time.announced()
                ? (times == 1 ? " on " : ", the first on ") + time.reclaimAt()
                : "; when is not announced";
        InstanceAction action = first().interruption().action();
        if (count(action) < entries.size()) {
            String actions = counted(each -> each == InstanceAction.UNKNOWN ? "maintenance" : each.toString());
            return "AWS has scheduled changes of " + what + " (" + actions + ")" + when + ".";
        }
        if (action == InstanceAction.UNKNOWN) {
            return "AWS " + (over() ? "had" : "has") + " scheduled maintenance of " + what + when + ".";
        }
        return "AWS " + (over() ? "was to " + action : action + "s") + " " + what + when + ".";
    }

    private boolean over() {
        return entries.stream().allMatch(entry -> entry.time().over());
    }

    private Digest.Entry first() {
        return entries.stream()
                .min(Comparator.comparing(Digest.Entry::time, Timing.MOST_URGENT_FIRST))
                .orElseThrow();
    }

    /** The actions by these names, those without a name left out. */
    private String counted(Function<InstanceAction, String> name) {
        return Arrays.stream(InstanceAction.values())
                .filter(action -> count(action) > 0 && !name.apply(action).isEmpty())
                .map(action -> (count(action) == entries.size() ? "" : count(action) + " ") + name.apply(action))
                .collect(Collectors.joining(", "));
    }

    private long count(InstanceAction action) {
        return entries.stream()
                .filter(entry -> entry.interruption().action() == action)
                .count();
    }
}
