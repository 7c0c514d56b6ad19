package org.spotalert.channels.message;

import java.util.ArrayList;
import java.util.List;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.InterruptionKind;

/** What happens, as one sentence for each kind of event; or how it ended. */
final class Summary {

    private final List<Digest.Entry> entries;
    private final boolean several;

    private Summary(List<Digest.Entry> entries, boolean several) {
        this.entries = entries;
        this.several = several;
    }

    /** How it ended; or else what is announced, the warnings first. */
    static String of(Digest digest) {
        return ResolutionText.of(digest).map(ResolutionText::sentences).orElseGet(() -> announced(digest));
    }

    private static String announced(Digest digest) {
        List<String> sentences = new ArrayList<>();
        for (InterruptionKind kind : InterruptionKind.values()) {
            List<Digest.Entry> entries = digest.entries().stream()
                    .filter(entry -> entry.interruption().kind() == kind)
                    .toList();
            if (!entries.isEmpty()) {
                sentences.add(new Summary(entries, digest.several()).sentence(kind));
            }
        }
        return String.join(" ", sentences);
    }

    private String sentence(InterruptionKind kind) {
        return switch (kind) {
            case INTERRUPTION_WARNING -> taken("Spot Instance");
            case RESERVATION_WARNING -> taken("interruptible instance") + goes();
            case TASK_INTERRUPTION -> taken("Fargate Spot task");
            case REBALANCE_RECOMMENDATION ->
                several
                        ? "AWS recommends a rebalance for " + counted("Spot Instance")
                                + " at a higher risk of interruption."
                        : "AWS recommends a rebalance: the Spot Instance is at a higher risk of interruption.";
            case TERMINATE_ACTION ->
                "Auto Scaling terminates " + counted("instance") + "; a lifecycle hook makes it wait.";
            case SCHEDULED_CHANGE -> ScheduledText.of(entries).sentence(counted("instance"));
            case STATE_CHANGE ->
                several
                        ? "EC2 stops or terminates " + counted("instance") + " just now."
                        : "EC2 stops or terminates the instance just now" + actions(" (", ")") + ".";
        };
    }

    private String taken(String what) {
        String will = entries.stream().allMatch(entry -> entry.time().over()) ? "took" : "takes";
        return "AWS " + will + " " + counted(what) + " back" + (what.endsWith("task") ? "" : actions(" (", ")")) + ".";
    }

    /** When, where AWS itself has said so. */
    private String goes() {
        return entries.stream()
                .filter(entry -> entry.interruption().terminatesAt() != null)
                .map(Digest.Entry::time)
                .min(Timing.MOST_URGENT_FIRST)
                .map(time -> (entries.size() > 1 ? " The first" : " It") + (time.over() ? " went at " : " goes at ")
                        + time.reclaimAt() + ".")
                .orElse("");
    }

    private String counted(String what) {
        if (!several) {
            return "the " + what;
        }
        return entries.size() + " " + what + (entries.size() == 1 ? "" : "s");
    }

    /** What happens to the instances; counted only when it is not the same for all. */
    private String actions(String before, String after) {
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
