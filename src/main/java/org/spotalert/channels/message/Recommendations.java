package org.spotalert.channels.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.spotalert.model.AffectedService;
import org.spotalert.model.LostService;
import org.spotalert.platform.text.Names;
import org.spotalert.platform.text.TextSanitizer;

/** What to do first, by rule: the two most urgent sentences that hold; in a resolution the services that have not recovered. */
final class Recommendations {

    static final String STANDALONE_TASKS =
            "Nobody restarts the standalone tasks: run them again yourself if their work matters.";

    private static final int SENTENCES = 2;
    private static final int MOST_PROBLEMS = 5;
    private static final int SERVICES_NAMED = 5;

    private final Digest digest;
    private final Digest.Places places;
    private final List<String> sentences = new ArrayList<>();

    private Recommendations(Digest digest, Digest.Places places) {
        this.digest = digest;
        this.places = places;
    }

    /** The sentences, the most urgent first; at least one. */
    static List<String> of(Digest digest, Digest.Places places) {
        return new Recommendations(digest, places).inOrderOfUrgency();
    }

    private List<String> inOrderOfUrgency() {
        List<String> ended =
                ResolutionText.of(digest).map(ResolutionText::advice).orElse(List.of());
        if (!ended.isEmpty()) {
            return ended.subList(0, Math.min(MOST_PROBLEMS, ended.size()));
        }
        KindWords.of(digest.next())
                .advice(digest.next(), digest.several() ? "instances" : "instance")
                .ifPresent(sentences::add);
        if (digest.partial() == digest.entries().size()) {
            partial();
        }
        services();
        draining();
        if (digest.standaloneTasks() > 0) {
            sentences.add(STANDALONE_TASKS);
        }
        room();
        if (digest.partial() > 0 && digest.partial() < digest.entries().size()) {
            partial();
        }
        if (digest.losesNothing()) {
            sentences.add(0, "No service and no standalone task loses a task.");
        }
        if (sentences.isEmpty()) {
            sentences.add("ECS replaces the tasks: check that there is room for the replacements.");
        }
        return sentences.subList(0, Math.min(SENTENCES, sentences.size()));
    }

    private void partial() {
        sentences.add("Not everything could be looked up: open the console links and check what runs there.");
    }

    private void draining() {
        long active = digest.entries().stream()
                .filter(entry -> entry.ahead() && entry.active())
                .count();
        if (active > 1) {
            sentences.add(active + " instances are still ACTIVE: drain them now, and check"
                    + " ECS_ENABLE_SPOT_INSTANCE_DRAINING in their agents' configuration.");
        } else if (active == 1) {
            sentences.add((digest.several() ? "One" : "The") + " instance is still ACTIVE: drain it now, and check"
                    + " ECS_ENABLE_SPOT_INSTANCE_DRAINING in its agent's configuration.");
        }
    }

    /** The services that are in danger or drop below their minimum, the worst first. */
    private void services() {
        String critical = named(lost -> lost.service().critical());
        String low = named(lost -> !lost.service().critical() && lost.service().dropsBelowMinimum());
        if (!critical.isEmpty()) {
            sentences.add(
                    "Start with " + critical + "." + (low.isEmpty() ? "" : " Below their minimum too: " + low + "."));
        } else if (!low.isEmpty()) {
            sentences.add("Below the minimum of running tasks: " + low + ".");
        }
    }

    private void room() {
        String full = named(lost -> cannotStopFirst(lost.service()));
        if (!full.isEmpty()) {
            sentences.add(full + " must keep 100 % of the tasks, so ECS may not drain in time: check that there is room"
                    + " for the replacements.");
        }
    }

    /** The first of these services, and how many more there are; nothing when there is none. */
    private String named(Predicate<LostService> which) {
        return new Names(
                        digest.services().stream().filter(which).map(this::name).toList())
                .first(SERVICES_NAMED);
    }

    private String name(LostService lost) {
        String name = TextSanitizer.line(lost.service().name());
        return digest.several()
                ? name + " in " + places.cluster(lost.service().cluster(), lost.account(), lost.region())
                : name;
    }

    private static boolean cannotStopFirst(AffectedService service) {
        return service.status() != null && service.status().minimumHealthyPercent() >= 100;
    }
}
