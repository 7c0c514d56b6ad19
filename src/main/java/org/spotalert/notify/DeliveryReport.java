package org.spotalert.notify;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.spotalert.decide.Alert;
import org.spotalert.event.Interruption.Subject;
import org.spotalert.notify.Delivery.Fate;
import org.spotalert.notify.Delivery.Outcome;

/** How the channels fared with a batch of alerts. */
public record DeliveryReport(List<Delivery> deliveries) {

    private static final Set<Outcome> TOLD = Set.of(Outcome.SENT, Outcome.ALREADY_SENT, Outcome.SENT_BY_FALLBACK);

    /** The report before the first channel's answer. */
    static final DeliveryReport NONE = new DeliveryReport(List.of());

    public DeliveryReport {
        deliveries = List.copyOf(deliveries);
    }

    DeliveryReport with(Delivery delivery) {
        return new DeliveryReport(
                Stream.concat(deliveries.stream(), Stream.of(delivery)).toList());
    }

    /** What some channel, or its fallback, has told now or before. */
    public Set<Subject> told() {
        return bySubject().entrySet().stream()
                .filter(alert -> !Collections.disjoint(alert.getValue().keySet(), TOLD))
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    /**
     * For each alert the channels that tell it, each with the thread in which it does: a channel's message, and so its thread,
     * is about the channel's own share of the alerts.
     *
     * @param thread the thread of a message about these alerts
     */
    public Map<Subject, Map<String, String>> threads(Function<List<Alert>, String> thread) {
        Map<Subject, Map<String, String>> threads = new HashMap<>();
        Stream.concat(
                        deliveries.stream().flatMap(Delivery::toldBefore),
                        deliveries.stream().flatMap(Delivery::toldNow))
                .filter(telling -> !telling.alerts().isEmpty())
                .forEach(telling -> {
                    String toldIn = thread.apply(telling.alerts());
                    telling.alerts()
                            .forEach(alert -> threads.computeIfAbsent(
                                            alert.impact().interruption().subject(), subject -> new TreeMap<>())
                                    .put(telling.channel(), toldIn));
                });
        return threads;
    }

    /** What became of each alert: by outcome the channels, and for those without the alert the reason as well. */
    Map<Subject, Map<Outcome, List<String>>> bySubject() {
        return deliveries.stream()
                .flatMap(Delivery::fates)
                .collect(groupingBy(Fate::subject, groupingBy(Fate::outcome, mapping(Fate::text, toList()))));
    }
}
