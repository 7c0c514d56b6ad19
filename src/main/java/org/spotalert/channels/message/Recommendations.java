package org.spotalert.channels.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.spotalert.model.AffectedService;
import org.spotalert.model.LostService;
import org.spotalert.platform.text.TextSanitizer;

/** What to do first, by rule: the two most urgent sentences that hold; in a resolution the services that have not recovered. */
final class Recommendations {

    static final String STANDALONE_TASKS =
            "Nobody restarts the standalone tasks: run them again yourself if their work matters.";

    private static final int SENTENCES = 2;
    private static final int MOST_PROBLEMS = 5;
    /** The names in one sentence, in UTF-16 units; a chat shows a sentence of that length uncut. */
    private static final int LONGEST_NAMES = 400;

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

    /** Every service that is in danger or drops below its minimum, the worst first. */
    private void services() {
        List<LostService> critical = digest.services().stream()
                .filter(lost -> lost.service().critical())
                .toList();
        List<LostService> low = digest.services().stream()
                .filter(lost -> !lost.service().critical() && lost.service().dropsBelowMinimum())
                .toList();
        String worst = named(critical, LONGEST_NAMES, this::nameAndKeeps);
        List<String> parts = new ArrayList<>();
        if (!critical.isEmpty()) {
            parts.add("Start with " + worst + ".");
        }
        if (!low.isEmpty()) {
            parts.add((critical.isEmpty() ? "Below the minimum of running tasks: " : "Below their minimum too: ")
                    + named(low, LONGEST_NAMES - worst.length(), this::nameAndKeeps) + ".");
        }
        if (!parts.isEmpty()) {
            sentences.add(String.join(" ", parts));
        }
    }

    private String nameAndKeeps(LostService lost) {
        return name(lost) + " (" + keeps(lost.service()) + ")";
    }

    /** Services without figures are not among these: what they keep is unknown. */
    private static String keeps(AffectedService service) {
        int desired = service.status() == null ? 0 : service.status().desired();
        if (service.kept() == 0) {
            return desired == 1 ? "loses its only task" : "keeps none of " + desired + " tasks";
        }
        return "keeps " + service.kept() + " of " + desired + (desired == 1 ? " task" : " tasks");
    }

    private void room() {
        List<LostService> full = digest.services().stream()
                .filter(lost -> cannotStopFirst(lost.service()))
                .toList();
        if (!full.isEmpty()) {
            boolean one = full.size() == 1;
            sentences.add(named(full, LONGEST_NAMES, this::name) + " must keep 100 % of " + (one ? "its" : "their")
                    + " tasks, so ECS may not drain " + (one ? "it" : "them")
                    + " in time: check that there is room for the replacements.");
        }
    }

    /** As many of the services as a reader bears, and how many more there are. */
    private static String named(List<LostService> services, int longest, Function<LostService, String> words) {
        List<String> names = new ArrayList<>();
        int length = 0;
        for (LostService lost : services) {
            String name = words.apply(lost);
            length += name.length() + 2;
            if (length > longest && !names.isEmpty()) {
                break;
            }
            names.add(name);
        }
        int left = services.size() - names.size();
        return String.join(", ", names) + (left == 0 ? "" : " and " + left + " more");
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
