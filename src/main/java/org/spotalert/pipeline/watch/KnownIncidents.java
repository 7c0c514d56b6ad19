package org.spotalert.pipeline.watch;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.spotalert.model.Incident;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.Interruption.Source;
import org.spotalert.model.InterruptionKind;
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

    /** Whether some of these have another key than an earlier notice of the same interruption would have. */
    public boolean mayRepeat(List<Interruption> notices) {
        return notices.stream().anyMatch(KnownIncidents::hasKeyOfItsOwn);
    }

    /**
     * Those of the notices that other messages have not announced.
     *
     * @throws RuntimeException when the store fails and only it can say whether this is news
     */
    public List<Interruption> news(List<Interruption> notices) {
        List<Interruption> doubtful =
                notices.stream().filter(KnownIncidents::hasKeyOfItsOwn).toList();
        try {
            Set<Interruption> repeated = new HashSet<>(doubtful);
            without(doubtful, (earlier, notice) -> announces(earlier, notice) && !isItself(earlier, notice))
                    .forEach(repeated::remove);
            return notices.stream().filter(notice -> !repeated.contains(notice)).toList();
        } catch (RuntimeException storeFails) {
            if (doubtful.stream().anyMatch(notice -> notice.source() == Source.EVICTION)) {
                throw storeFails;
            }
            return notices;
        }
    }

    private static boolean hasKeyOfItsOwn(Interruption notice) {
        return notice.source() == Source.EVICTION
                || (notice.kind() == InterruptionKind.INTERRUPTION_WARNING
                        && notice.action() != InstanceAction.TERMINATE);
    }

    /** The message may come back for a channel that lacks its alert. */
    private static boolean isItself(Interruption earlier, Interruption notice) {
        return earlier.source() == notice.source() && earlier.noticedAt().equals(notice.noticedAt());
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
        // The audit may be sooner than AWS's word that it has taken the instance.
        boolean missed = earlier.kind() == InterruptionKind.MISSED && notice.source() == Source.EVICTION;
        return (missed || earlier.kind() == notice.kind())
                && (earlier.action() == InstanceAction.TERMINATE
                        || Duration.between(earlier.noticedAt(), notice.noticedAt())
                                        .abs()
                                        .compareTo(SAME)
                                < 0);
    }
}
