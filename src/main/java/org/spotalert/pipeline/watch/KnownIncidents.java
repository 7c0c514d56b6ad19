package org.spotalert.pipeline.watch;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.spotalert.model.Incident;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.pipeline.store.StoreAccess;

/** What the program knows already of an interruption, by whichever way it came first. */
public record KnownIncidents(StoreAccess store) {

    /** Two ways give the same interruption two times, which differ by less; an instance that was stopped runs again later. */
    private static final Duration SAME = Duration.ofMinutes(5);

    /**
     * Those of the notices whose interruption nobody has announced.
     *
     * @throws RuntimeException when the store fails
     */
    List<Interruption> unknown(List<Interruption> notices) {
        return without(notices, KnownIncidents::announces);
    }

    private List<Interruption> without(List<Interruption> notices, BiPredicate<Interruption, Interruption> announces) {
        if (notices.isEmpty()) {
            return notices;
        }
        List<String> instances =
                notices.stream().map(Incident::instanceKey).distinct().toList();
        Map<String, List<Interruption>> known = store.ask(any -> any.incidents().ofInstances(instances)).stream()
                .map(Incident::interruption)
                .collect(groupingBy(Incident::instanceKey));
        return notices.stream()
                .filter(notice -> known.getOrDefault(Incident.instanceKey(notice), List.of()).stream()
                        .noneMatch(earlier -> announces.test(earlier, notice)))
                .toList();
    }

    private static boolean announces(Interruption earlier, Interruption notice) {
        return earlier.kind() == notice.kind()
                && (earlier.action() == InstanceAction.TERMINATE
                        || Duration.between(earlier.noticedAt(), notice.noticedAt())
                                        .abs()
                                        .compareTo(SAME)
                                < 0);
    }
}
