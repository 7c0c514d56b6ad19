package org.spotalert.channels.message;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.spotalert.model.InstanceAction;

/** What AWS has scheduled for instances, in words. */
record ScheduledText(List<Digest.Entry> entries, Digest.Entry first) {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** @param entries scheduled changes, at least one */
    static ScheduledText of(List<Digest.Entry> entries) {
        return new ScheduledText(
                entries,
                entries.stream()
                        .min(Comparator.comparing(Digest.Entry::time, Timing.MOST_URGENT_FIRST))
                        .orElseThrow());
    }

    /** {@code retired by AWS on 2026-12-05 15:10 UTC}: what the headline of the next one begins with. */
    String phrase() {
        Instant when = first.interruption().terminatesAt();
        String what = entries.size() == actions(first.interruption().action()) ? participle() : "scheduled changes";
        if (when == null) {
            return what + " by AWS, at a time that is not announced";
        }
        boolean together = entries.stream()
                .allMatch(entry -> when.equals(entry.interruption().terminatesAt()));
        return what + " by AWS " + (together ? "on " : "from ") + MINUTES.format(when) + (together ? "" : " on");
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

    private String participle() {
        return switch (first.interruption().action()) {
            case RETIRE -> "retired";
            case REBOOT -> "rebooted";
            case STOP -> "stopped";
            case TERMINATE -> "terminated";
            case HIBERNATE, UNKNOWN -> "maintained";
        };
    }
}
