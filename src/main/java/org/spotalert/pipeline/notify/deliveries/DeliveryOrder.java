package org.spotalert.pipeline.notify.deliveries;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.DeliveryKey;
import org.spotalert.pipeline.store.Deliveries.State;

/**
 * The order in which a channel receives what follows a warning: details, that tasks cannot be placed, then one resolution, and none
 * beside another.
 *
 * @param next the keys of the alerts that may be sent now
 * @param past the keys of those that come too late: the channel has the resolution
 */
record DeliveryOrder(Set<DeliveryKey> next, Set<DeliveryKey> past) {

    private static final Set<AlertKind> RESOLUTIONS = Set.of(AlertKind.RECOVERED, AlertKind.NOT_RECOVERED);
    private static final Set<AlertKind> FOLLOWING =
            Set.of(AlertKind.DETAIL, AlertKind.UNPLACED, AlertKind.RECOVERED, AlertKind.NOT_RECOVERED);

    /**
     * Orders these alerts.
     *
     * @param states the states of some keys at the channel
     */
    static DeliveryOrder of(List<Alert> alerts, Function<Collection<DeliveryKey>, Map<DeliveryKey, State>> states) {
        Set<DeliveryKey> others =
                alerts.stream().flatMap(alert -> others(alert, FOLLOWING)).collect(Collectors.toSet());
        Map<DeliveryKey, State> now = others.isEmpty() ? Map.of() : states.apply(others);
        Set<DeliveryKey> next = new HashSet<>();
        Set<DeliveryKey> past = new HashSet<>();
        for (Alert alert : alerts) {
            if (others(alert, RESOLUTIONS).anyMatch(key -> now.get(key) == State.SENT)) {
                past.add(DeliveryKey.of(alert));
            } else if (others(alert, FOLLOWING).noneMatch(key -> now.get(key) == State.IN_FLIGHT)) {
                next.add(DeliveryKey.of(alert));
            }
        }
        return new DeliveryOrder(next, past);
    }

    /** The keys of what else of these kinds follows the warning that the alert follows; none for the warning itself. */
    private static Stream<DeliveryKey> others(Alert alert, Set<AlertKind> kinds) {
        return kinds.stream()
                .filter(kind -> alert.kind() != AlertKind.WARNING && alert.kind() != kind)
                .map(kind -> DeliveryKey.of(kind, alert.interruption()));
    }
}
