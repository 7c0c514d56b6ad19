package org.spotalert.channels.message;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.spotalert.model.InstanceAction;

/** What AWS has scheduled for instances, in words. */
record ScheduledText(List<Digest.Entry> entries, Digest.Entry first) {

    /** @param entries scheduled changes, at least one */
    static ScheduledText of(List<Digest.Entry> entries) {
        return new ScheduledText(
                entries,
                entries.stream()
                        .min(Comparator.comparing(Digest.Entry::time, Timing.MOST_URGENT_FIRST))
                        .orElseThrow());
    }

    /** {@code retirement by AWS}: what a headline calls them. */
    String noun() {
        InstanceAction action = first.interruption().action();
        return entries.size() == actions(action) ? noun(action) + " by AWS" : "scheduled changes by AWS";
    }

    /**
     * The sentence about them.
     *
     * @param what what they are, with their number if they are several
     */
    String sentence(String what) {
        boolean over = entries.stream().allMatch(entry -> entry.time().over());
        boolean together = entries.stream()
                        .map(entry -> entry.time().reclaimAt())
                        .distinct()
                        .count()
                == 1;
        String when = first.time().announced()
                ? (together ? " on " : ", the first on ") + first.time().reclaimAt()
                : "; when is not announced";
        InstanceAction action = first.interruption().action();
        if (entries.size() != actions(action)) {
            return "AWS has scheduled changes of " + what + " (" + counted() + ")" + when + ".";
        }
        if (action == InstanceAction.UNKNOWN) {
            return "AWS " + (over ? "had" : "has") + " scheduled maintenance of " + what + when + ".";
        }
        return "AWS " + (over ? "was to " + action : action + "s") + " " + what + when + ".";
    }

    private String counted() {
        List<String> counted = new ArrayList<>();
        for (InstanceAction action : InstanceAction.values()) {
            long count = actions(action);
            if (count > 0) {
                counted.add(count + " " + (action == InstanceAction.UNKNOWN ? "maintenance" : action));
            }
        }
        return String.join(", ", counted);
    }

    private long actions(InstanceAction action) {
        return entries.stream()
                .filter(entry -> entry.interruption().action() == action)
                .count();
    }

    private static String noun(InstanceAction action) {
        return switch (action) {
            case RETIRE -> "retirement";
            case REBOOT -> "reboot";
            case STOP -> "stop";
            case TERMINATE -> "termination";
            case HIBERNATE, UNKNOWN -> "maintenance";
        };
    }
}
