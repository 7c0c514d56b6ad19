package org.spotalert.pipeline.notify;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.spotalert.model.Alert;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.model.Interruption.Subject;
import org.spotalert.pipeline.notify.Delivery.AlertOutcome;
import org.spotalert.pipeline.notify.Delivery.Outcome;

/**
 * How the channels fared with a batch of alerts.
 *
 * @param alerts the batch
 */
public record DeliveryReport(List<Alert> alerts, List<Delivery> deliveries) {

    private static final Set<Outcome> RECEIVED = Set.of(Outcome.SENT, Outcome.ALREADY_SENT, Outcome.SENT_BY_FALLBACK);

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
        return with(RECEIVED);
    }

    private Set<Subject> with(Set<Outcome> outcomes) {
        return bySubject().entrySet().stream()
                .filter(alert -> !Collections.disjoint(alert.getValue().keySet(), outcomes))
                .map(Map.Entry::getKey)
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
    Map<Subject, Map<Outcome, List<String>>> bySubject() {
        return deliveries.stream()
                .flatMap(Delivery::alertOutcomes)
                .collect(groupingBy(
                        AlertOutcome::subject,
                        groupingBy(AlertOutcome::outcome, mapping(AlertOutcome::text, toList()))));
    }
}
