package org.spotalert.pipeline.notify;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.spotalert.model.Alert;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.model.Interruption.Subject;

/**
 * How the channels fared with a batch of alerts.
 *
 * @param alerts the batch
 */
public record DeliveryReport(List<Alert> alerts, List<Delivery> deliveries) {

    public DeliveryReport {
        alerts = List.copyOf(alerts);
        deliveries = List.copyOf(deliveries);
    }

    DeliveryReport with(Delivery delivery) {
        return new DeliveryReport(
                alerts, Stream.concat(deliveries.stream(), Stream.of(delivery)).toList());
    }

    /** What some channel, or its fallback, has now or from before. */
    public Set<Subject> received() {
        return deliveries.stream()
                .flatMap(Delivery::received)
                .map(alert -> alert.interruption().subject())
                .collect(toSet());
    }

    /** Why channels failed to take the alert about this. */
    Set<FailureReason> failureReasons(Subject subject) {
        return deliveries.stream()
                .filter(delivery -> delivery.alerts().stream()
                        .anyMatch(alert -> alert.interruption().subject().equals(subject)))
                .flatMap(delivery -> Stream.ofNullable(delivery.failure()))
                .map(Failure::reason)
                .collect(toCollection(TreeSet::new));
    }

    /** What became of each alert: by outcome the channels, and for those without the alert the reason as well. */
    Map<Subject, Map<Delivery.Outcome, List<String>>> bySubject() {
        return deliveries.stream()
                .flatMap(Delivery::alertOutcomes)
                .collect(groupingBy(
                        Delivery.AlertOutcome::subject,
                        groupingBy(Delivery.AlertOutcome::outcome, mapping(Delivery.AlertOutcome::text, toList()))));
    }
}
