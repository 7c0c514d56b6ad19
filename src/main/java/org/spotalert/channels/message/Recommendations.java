package org.spotalert.channels.message;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.spotalert.model.AffectedService;
import org.spotalert.model.LostService;
import org.spotalert.platform.text.Names;
import org.spotalert.platform.text.TextSanitizer;

/** What to do first, by rule: the two most urgent sentences that hold; in a resolution the services that have not recovered. */
final class Recommendations {

    static final String STANDALONE_TASKS =
            "Nobody restarts the standalone tasks: run them again yourself if their work matters.";

    private static final String PARTIAL =
            "Not everything could be looked up: open the console links and check what runs there.";
    private static final String NONE = "";

    private static final int SENTENCES = 2;
    private static final int MOST_PROBLEMS = 5;
    private static final int SERVICES_NAMED = 5;

    private Recommendations() {}

    /** The sentences, the most urgent first; at least one. */
    static List<String> of(Digest digest) {
        return ResolutionText.of(digest)
                .map(text -> text.advice().stream().limit(MOST_PROBLEMS).toList())
                .orElseGet(() -> inOrderOfUrgency(digest));
    }

    private static List<String> inOrderOfUrgency(Digest digest) {
        boolean allPartial = digest.partial() == digest.entries().size();
        List<String> sentences = Stream.of(
                        digest.losesNothing() ? "No service and no standalone task loses a task." : NONE,
                        KindWords.of(digest.next()).advice(digest.next(), digest.several() ? "instances" : "instance"),
                        allPartial ? PARTIAL : NONE,
                        services(digest),
                        draining(digest),
                        digest.standaloneTasks() > 0 ? STANDALONE_TASKS : NONE,
                        room(digest),
                        digest.partial() > 0 && !allPartial ? PARTIAL : NONE)
                .filter(sentence -> !sentence.isEmpty())
                .limit(SENTENCES)
                .toList();
        return sentences.isEmpty()
                ? List.of("ECS replaces the tasks: check that there is room for the replacements.")
                : sentences;
    }

    private static String draining(Digest digest) {
        long active = digest.entries().stream()
                .filter(entry -> entry.ahead() && entry.active())
                .count();
        if (active > 1) {
            return active + " instances are still ACTIVE: drain them now, and check"
                    + " ECS_ENABLE_SPOT_INSTANCE_DRAINING in their agents' configuration.";
        }
        return active == 0
                ? NONE
                : (digest.several() ? "One" : "The") + " instance is still ACTIVE: drain it now, and check"
                        + " ECS_ENABLE_SPOT_INSTANCE_DRAINING in its agent's configuration.";
    }

    /** The services that are in danger or drop below their minimum, the worst first. */
    private static String services(Digest digest) {
        String critical = named(digest, AffectedService::critical);
        String low = named(digest, service -> !service.critical() && service.dropsBelowMinimum());
        if (critical.isEmpty()) {
            return low.isEmpty() ? NONE : "Below the minimum of running tasks: " + low + ".";
        }
        return "Start with " + critical + "." + (low.isEmpty() ? "" : " Below their minimum too: " + low + ".");
    }

    private static String room(Digest digest) {
        String full = named(digest, Recommendations::cannotStopFirst);
        return full.isEmpty()
                ? NONE
                : full + " must keep 100 % of the tasks, so ECS may not drain in time: check that there is room"
                        + " for the replacements.";
    }

    /** The first of these services, and how many more there are; nothing when there is none. */
    private static String named(Digest digest, Predicate<AffectedService> which) {
        return new Names(digest.services().stream()
                        .filter(lost -> which.test(lost.service()))
                        .map(lost -> name(digest, lost))
                        .toList())
                .first(SERVICES_NAMED);
    }

    private static String name(Digest digest, LostService lost) {
        String name = TextSanitizer.line(lost.service().name());
        return digest.several() ? name + " in " + digest.place(lost) : name;
    }

    private static boolean cannotStopFirst(AffectedService service) {
        return service.status() != null && service.status().minimumHealthyPercent() >= 100;
    }
}
