package org.spotalert.channel;

import java.util.ArrayList;
import java.util.List;
import org.spotalert.event.InstanceAction;

/** What AWS does, as one sentence for warnings and one for rebalance recommendations. */
final class Announcement {

    private final List<Digest.Entry> warned;
    private final List<Digest.Entry> recommended;
    private final boolean several;

    private Announcement(Digest digest) {
        this.warned = digest.entries().stream()
                .filter(entry -> entry.time().announced())
                .toList();
        this.recommended = digest.entries().stream()
                .filter(entry -> !entry.time().announced())
                .toList();
        this.several = digest.several();
    }

    /** How it ended; or else what AWS announces, the warnings first. */
    static String of(Digest digest) {
        return EndingText.of(digest).map(EndingText::sentences).orElseGet(() -> announced(digest));
    }

    private static String announced(Digest digest) {
        Announcement announcement = new Announcement(digest);
        List<String> sentences = new ArrayList<>();
        if (!announcement.warned.isEmpty()) {
            sentences.add(announcement.taken());
        }
        if (!announcement.recommended.isEmpty()) {
            sentences.add(announcement.rebalanced());
        }
        return String.join(" ", sentences);
    }

    private String taken() {
        String will = warned.stream().allMatch(entry -> entry.time().over()) ? "took" : "takes";
        String actions = actions();
        return "AWS " + will + " " + instances(warned) + " back" + (actions.isEmpty() ? "" : " (" + actions + ")")
                + ".";
    }

    private String rebalanced() {
        return several
                ? "AWS recommends a rebalance for " + instances(recommended) + " at a higher risk of interruption."
                : "AWS recommends a rebalance: the Spot Instance is at a higher risk of interruption.";
    }

    private String instances(List<Digest.Entry> entries) {
        if (!several) {
            return "the Spot Instance";
        }
        return entries.size() + (entries.size() == 1 ? " Spot Instance" : " Spot Instances");
    }

    /** What happens to the instances; counted only when it is not the same for all. */
    private String actions() {
        List<String> counted = new ArrayList<>();
        for (InstanceAction action : InstanceAction.values()) {
            long count = warned.stream()
                    .filter(entry -> entry.interruption().action() == action)
                    .count();
            if (action != InstanceAction.UNKNOWN && count > 0) {
                counted.add(count == warned.size() ? action.toString() : count + " " + action);
            }
        }
        return String.join(", ", counted);
    }
}
