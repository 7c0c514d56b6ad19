package org.spotalert.pipeline.notify.deliveries;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.DeliveryKey;

/**
 * The order in which a channel is told what follows a warning: details, then one end, and none beside another.
 *
 * @param next the keys of the alerts whose turn it is
 * @param past the keys of those that come too late: the channel was told the end
 */
record DeliveryOrder(Set<String> next, Set<String> past) {

    private static final Set<AlertKind> FOLLOWING =
            Set.of(AlertKind.DETAIL, AlertKind.RECOVERED, AlertKind.NOT_RECOVERED);

    /**
     * The turns of these alerts.
     *
     * @param standing how it stands with some keys at the channel
     */
    static DeliveryOrder of(List<Alert> alerts, Function<Collection<String>, DeliveryState> standing) {
        Set<String> others =
                alerts.stream().flatMap(alert -> others(alert, FOLLOWING)).collect(Collectors.toSet());
        DeliveryState now = others.isEmpty() ? DeliveryState.NONE : standing.apply(others);
        Set<String> next = new HashSet<>();
        Set<String> past = new HashSet<>();
        for (Alert alert : alerts) {
            if (others(alert, Set.of(AlertKind.RECOVERED, AlertKind.NOT_RECOVERED))
                    .anyMatch(now.told()::contains)) {
                past.add(DeliveryKey.of(alert).toString());
            } else if (others(alert, FOLLOWING).noneMatch(now.underWay()::contains)) {
                next.add(DeliveryKey.of(alert).toString());
            }
        }
        return new DeliveryOrder(next, past);
    }

    /** The keys of what else of these kinds follows the warning that the alert follows; none for the warning itself. */
    private static Stream<String> others(Alert alert, Set<AlertKind> kinds) {
        return kinds.stream()
                .filter(kind -> alert.kind() != AlertKind.WARNING && alert.kind() != kind)
                .map(kind -> DeliveryKey.of(kind, alert.impact().interruption()).toString());
    }
}
