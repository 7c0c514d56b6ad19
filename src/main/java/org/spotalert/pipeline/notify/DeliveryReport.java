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
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.model.Interruption.Subject;
import org.spotalert.pipeline.notify.Delivery.Fate;
import org.spotalert.pipeline.notify.Delivery.Outcome;

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
        return with(TOLD);
    }

    private Set<Subject> with(Set<Outcome> outcomes) {
        return bySubject().entrySet().stream()
                .filter(alert -> !Collections.disjoint(alert.getValue().keySet(), outcomes))
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    /** What was told together, now or before. */
    public Stream<SentBatch> tellings() {
        return deliveries.stream()
                .flatMap(Delivery::told)
                .filter(telling -> !telling.alerts().isEmpty());
    }

    /** The channels that the alerts were for, and those that have told them in another's place. */
    public Set<String> channels() {
        return Stream.concat(
                        deliveries.stream().map(Delivery::channel), tellings().map(SentBatch::teller))
                .collect(toSet());
    }

    /** The channels that do not have the alert about this yet: they are told when its message has come back. */
    public Set<String> missing(Subject subject) {
        return deliveries.stream()
                .filter(delivery -> delivery.missing()
                        .anyMatch(
                                alert -> alert.impact().interruption().subject().equals(subject)))
                .map(Delivery::channel)
                .collect(toSet());
    }

    /** Why channels failed to take the alert about this. */
    Set<FailureReason> failureReasons(Subject subject) {
        return deliveries.stream()
                .filter(delivery -> delivery.alerts().stream()
                        .anyMatch(
                                alert -> alert.impact().interruption().subject().equals(subject)))
                .flatMap(delivery -> Stream.ofNullable(delivery.failure()))
                .map(Failure::reason)
                .collect(toCollection(TreeSet::new));
    }

    /** What became of each alert: by outcome the channels, and for those without the alert the reason as well. */
    Map<Subject, Map<Outcome, List<String>>> bySubject() {
        return deliveries.stream()
                .flatMap(Delivery::fates)
                .collect(groupingBy(Fate::subject, groupingBy(Fate::outcome, mapping(Fate::text, toList()))));
    }
}
