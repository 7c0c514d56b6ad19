package org.spotalert.channels.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Alert;
import org.spotalert.model.Interruption;
import org.spotalert.model.LostService;
import org.spotalert.model.RecoveryOutcome;
import org.spotalert.model.RecoveryOutcome.ServiceOutcome;
import org.spotalert.platform.text.TextSanitizer;

/**
 * How it ended, in words: over all instances of a message, each service once.
 *
 * @param after how long it took at most
 * @param standaloneTasks how many tasks of no service were lost
 * @param last false while checks go on
 */
record ResolutionText(
        Map<LostService.Key, ServiceOutcome> services, Duration after, int standaloneTasks, boolean last) {

    private static final int LONGEST_PROBLEM = 300;

    /** The words, or nothing when none of the alerts says how it ended. */
    static Optional<ResolutionText> of(Digest digest) {
        Map<LostService.Key, ServiceOutcome> services = new LinkedHashMap<>();
        Duration after = Duration.ZERO;
        int standaloneTasks = 0;
        boolean last = false;
        for (Alert alert : digest.alerts()) {
            RecoveryOutcome outcome = alert.outcome();
            if (outcome != null) {
                Interruption from = alert.interruption();
                outcome.services()
                        .forEach(service -> services.putIfAbsent(
                                new LostService.Key(from.account(), from.region(), service.cluster(), service.name()),
                                service));
                standaloneTasks += outcome.standaloneTasks();
                last |= outcome.last();
                after = outcome.after().compareTo(after) > 0 ? outcome.after() : after;
            }
        }
        return services.isEmpty() && standaloneTasks == 0
                ? Optional.empty()
                : Optional.of(new ResolutionText(services, after, standaloneTasks, last));
    }

    /** {@code RECOVERED checkout, search healthy after 74 s}, {@code STILL DOWN checkout 0 of 2}, {@code CANNOT PLACE checkout 1 of 3}. */
    String headline(int most) {
        List<ServiceOutcome> broken =
                services.values().stream().filter(service -> !service.stable()).toList();
        List<String> parts = new ArrayList<>();
        if (!broken.isEmpty()) {
            parts.addAll(Headline.first(broken, most, ResolutionText::runs));
        } else if (!services.isEmpty()) {
            List<String> names = Headline.first(services.values(), most, service -> Headline.name(service.name()));
            parts.add(String.join(", ", names) + " healthy after " + seconds(after));
        }
        if (standaloneTasks > 0) {
            parts.add(standaloneTasks + (standaloneTasks == 1 ? " standalone task" : " standalone tasks")
                    + " not started again");
        }
        String open = down(broken) ? "STILL DOWN " : "NOT RECOVERED ";
        return (broken.isEmpty() ? "RECOVERED " : last ? open : "CANNOT PLACE ") + String.join(", ", parts);
    }

    private static boolean down(List<ServiceOutcome> broken) {
        return broken.stream()
                .anyMatch(
                        service -> service.status() != null && service.status().running() == 0);
    }

    private static String runs(ServiceOutcome service) {
        return Headline.name(service.name())
                + (service.status() == null
                        ? ""
                        : " " + service.status().running() + " of "
                                + service.status().desired());
    }

    /** What is to be done about each service that has not recovered, and about lost tasks; one sentence when there is nothing to do. */
    List<String> advice() {
        List<String> sentences = new ArrayList<>();
        services.values().stream()
                .filter(service -> !service.stable())
                .map(service -> "Service " + TextSanitizer.line(service.name()) + " is not stable: "
                        + problem(service.problem()) + ".")
                .forEach(sentences::add);
        if (standaloneTasks > 0) {
            sentences.add(Recommendations.STANDALONE_TASKS);
        }
        return sentences.isEmpty()
                ? List.of("Nothing is left to do: the services run again as they shall.")
                : sentences;
    }

    /** Without a full stop at its end: it may stand within a sentence. */
    private static String problem(@Nullable String problem) {
        String text = TextSanitizer.cut(
                TextSanitizer.oneLine(problem == null ? "for no known reason" : problem), LONGEST_PROBLEM);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** The service's figures; nothing when the resolution is not about it. */
    Optional<String> figures(LostService lost) {
        return Optional.ofNullable(services.get(lost.key()))
                .map(service -> (service.status() == null
                                ? (service.stable() ? "deleted" : "figures unknown")
                                : service.status().running() + " of "
                                        + service.status().desired() + " running, "
                                        + service.status().pending() + " pending")
                        + (service.stable() ? "; stable again" : "; NOT STABLE")
                        + (service.below().isZero()
                                ? ""
                                : "; below its minimum for about " + seconds(service.below())));
    }

    private static String seconds(Duration duration) {
        return Timing.seconds(Math.max(0, duration.toSeconds()));
    }
}
