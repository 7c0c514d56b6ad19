package org.spotalert.pipeline.recovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.spotalert.model.Alert;
import org.spotalert.model.Interruption.Subject;
import org.spotalert.pipeline.intake.FollowUp;
import org.spotalert.pipeline.intake.FollowUp.FollowedInstance;
import org.spotalert.pipeline.intake.UndeliveredException;
import org.spotalert.pipeline.notify.Channels;
import org.spotalert.pipeline.notify.Delivery;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog;

/**
 * Prepares the next look before this one's news are told: it is on the queue then, and does not depend on the channels. A
 * channel that hears of an interruption now is told the end as well.
 */
public final class NextCheck {

    private final Channels channels;
    private final DeliveryLog claims;

    public NextCheck(Channels channels, DeliveryLog claims) {
        this.channels = channels;
        this.claims = claims;
    }

    /**
     * The step, its next look with the channels that hear of an instance for the first time now; without a next look when that
     * is on the queue already, since the step is taken again for a channel that failed.
     *
     * @throws UndeliveredException when there is no channel
     */
    public RecoveryStep prepare(RecoveryStep step) throws UndeliveredException {
        FollowUp next = step.next();
        if (next == null || !step.tells()) {
            return step;
        }
        if (onTheQueue(step.alerts())) {
            return step.withNext(null);
        }
        Map<Subject, Map<String, String>> threads = threads(step);
        List<FollowedInstance> instances = new ArrayList<>();
        for (FollowedInstance instance : next.instances()) {
            Map<String, String> all = new TreeMap<>(instance.threads());
            threads.getOrDefault(instance.interruption().subject(), Map.of()).forEach(all::putIfAbsent);
            instances.add(instance.toldIn(all));
        }
        return step.withNext(next.after(next.lookedAt(), instances, next.services()));
    }

    /** Without the store's word a second chain may begin: it tells under the same claims, and ends with the deadline. */
    private boolean onTheQueue(List<Alert> news) {
        try {
            return byFollowUp(news).entrySet().stream()
                    .map(some ->
                            claims.acquire(some.getKey(), some.getValue()).alreadySent().size()
                                    == some.getValue().size())
                    .reduce(true, Boolean::logicalAnd);
        } catch (RuntimeException storeFails) {
            return false;
        }
    }

    /** Records that the message for the next look is on the queue. */
    public void asked(RecoveryStep step) {
        if (step.tells() && step.goesOn()) {
            byFollowUp(step.alerts()).forEach(claims::markSent);
        }
    }

    /** Gives back the claim to ask for the next look; without effect once that was asked for. */
    public void giveBack(RecoveryStep step) {
        byFollowUp(step.alerts()).forEach(claims::release);
    }

    /** Of the follow-ups of one instance each has channels of its own: the first one tells them apart. */
    private static Map<String, List<Alert>> byFollowUp(List<Alert> news) {
        return news.stream()
                .collect(Collectors.groupingBy(
                        alert -> DeliveryLog.followUpFor(alert.origin().threads().keySet().stream()
                                .min(Comparator.naturalOrder())
                                .orElse(""))));
    }

    private Map<Subject, Map<String, String>> threads(RecoveryStep step) throws UndeliveredException {
        Map<Subject, Map<String, String>> threads = new HashMap<>();
        for (Delivery delivery : channels.deliveries(step.alerts())) {
            for (Alert alert : delivery.alerts()) {
                // Where it is not known who was told of the warning, the conditions say who is told of the end.
                if (!alert.origin().threads().isEmpty()) {
                    threads.computeIfAbsent(alert.impact().interruption().subject(), subject -> new HashMap<>())
                            .put(delivery.channel(), step.followUp().thread());
                }
            }
        }
        return threads;
    }
}
