package org.spotalert.pipeline.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Alert;
import org.spotalert.model.Alert.Origin;
import org.spotalert.model.Cluster;
import org.spotalert.model.Decision;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption.Subject;
import org.spotalert.model.Recovery;
import org.spotalert.model.RecoveryOutcome;
import org.spotalert.model.RecoveryOutcome.ServiceOutcome;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.model.Severity;
import org.spotalert.pipeline.intake.FollowUp;
import org.spotalert.pipeline.intake.FollowUp.FollowedInstance;
import org.spotalert.pipeline.intake.FollowUp.FollowedService;

/**
 * What follows from a look: from the state, what was found and the time to what people are told and the next state. What was
 * missing is told first (DETAIL), and then how it ended, for all instances of the warning together.
 */
final class RecoveryDecision {

    private final Duration details;
    private final int criticalBelow;

    /**
     * @param details how long after a warning it is looked for what the warning could not say
     * @param criticalBelow the share of its desired tasks below which a service is in danger, in percent
     */
    RecoveryDecision(Duration details, int criticalBelow) {
        this.details = details;
        this.criticalBelow = criticalBelow;
    }

    /**
     * Decides.
     *
     * @param found what was found out now about instances that were not known completely
     */
    RecoveryStep decide(FollowUp followUp, Recovery recovery, Map<Subject, Impact> found, Instant now) {
        RecoveryStep step =
                details(followUp.after(now, followUp.instances(), seen(followUp, recovery, now)), found, now);
        FollowUp next = step.next();
        // How it ended is the next look's to tell.
        if (step.tells() || next == null) {
            return new RecoveryStep(followUp, step.alerts(), next);
        }
        boolean whole = next.services().stream().allMatch(service -> Problem.of(service, next, recovery, now) == null);
        boolean last = !now.isBefore(followUp.deadline());
        if (!last && (!whole || next.asking())) {
            return new RecoveryStep(followUp, List.of(), next);
        }
        return new RecoveryStep(followUp, endings(next, recovery, now), null);
    }

    /**
     * Decides without a look at the services.
     *
     * @param found as above
     */
    RecoveryStep details(FollowUp followUp, Map<Subject, Impact> found, Instant now) {
        Instant until = followUp.begunAt().plus(details);
        boolean timeIsUp = !now.isBefore(until) || !now.isBefore(followUp.deadline());
        List<Detail> details = followUp.instances().stream()
                .map(instance -> instance.askAgain()
                        ? Detail.of(
                                instance,
                                judged(found.get(instance.interruption().subject())),
                                timeIsUp)
                        : Detail.nothing(instance))
                .toList();
        List<FollowedInstance> instances =
                details.stream().map(Detail::instance).toList();
        FollowUp next =
                followUp.after(followUp.lookedAt(), instances, RecoveryState.services(instances, followUp.services()));
        List<Alert> news = news(details, followUp, timeIsUp, now);
        boolean over = !news.isEmpty() && next.services().isEmpty() && !next.asking();
        return new RecoveryStep(followUp, news, over ? null : next);
    }

    private @Nullable Impact judged(@Nullable Impact found) {
        return found == null ? null : found.judgedBelow(criticalBelow);
    }

    /** The services, those below their minimum having been so since the last look. */
    private static List<FollowedService> seen(FollowUp followUp, Recovery recovery, Instant now) {
        Duration since = Duration.between(followUp.lookedAt(), now);
        return followUp.services().stream()
                .map(service -> {
                    ServiceSnapshot figures = recovery.services().get(RecoveryState.question(service));
                    return figures != null && figures.belowMinimum() && !since.isNegative()
                            ? service.below(since)
                            : service;
                })
                .toList();
    }

    private static List<Alert> news(List<Detail> details, FollowUp followUp, boolean timeIsUp, Instant now) {
        List<FollowedInstance> instances =
                details.stream().map(Detail::instance).toList();
        List<Alert> news = new ArrayList<>();
        for (Detail detail : details) {
            if (detail.told() != null) {
                FollowedInstance instance = detail.instance();
                // Later the tasks may have stopped meanwhile: that none is there is no proof that none was lost.
                RecoveryOutcome ending = !timeIsUp && SharedThreads.losesNothing(instance, instances)
                        ? new RecoveryOutcome(Severity.valueOf(instance.severity()), after(instance, now), List.of(), 0)
                        : null;
                news.add(new Alert.Detail(
                        detail.told(),
                        decision(detail.told(), followUp),
                        List.of(),
                        origin(followUp, instance),
                        ending));
            }
        }
        return news;
    }

    private List<Alert> endings(FollowUp followUp, Recovery recovery, Instant now) {
        List<Alert> endings = new ArrayList<>();
        Map<FollowedService, ServiceOutcome> services = followUp.services().stream()
                .collect(Collectors.toMap(
                        service -> service, service -> ended(service, followUp, recovery, now), (one, same) -> one));
        for (FollowedInstance instance : followUp.instances()) {
            List<ServiceOutcome> ended = followUp.services().stream()
                    .filter(service -> RecoveryState.loses(instance, service))
                    .map(services::get)
                    .toList();
            Map<String, String> threads = ended.isEmpty() && instance.standaloneTasks() > 0
                    ? SharedThreads.withServices(instance, followUp.instances())
                    : instance.threads();
            if (!ended.isEmpty() || (instance.standaloneTasks() > 0 && !threads.isEmpty())) {
                RecoveryOutcome ending = new RecoveryOutcome(
                        Severity.valueOf(instance.severity()), after(instance, now), ended, instance.standaloneTasks());
                Impact impact =
                        RecoveryState.impact(instance, recovery.services()).judgedBelow(criticalBelow);
                endings.add(new Alert.Resolution(
                        impact,
                        decision(impact, followUp),
                        List.of(),
                        origin(followUp, instance.toldIn(threads)),
                        ending));
            }
        }
        return endings;
    }

    private static Duration after(FollowedInstance instance, Instant now) {
        return Duration.between(instance.interruption().noticedAt(), now);
    }

    private static ServiceOutcome ended(FollowedService service, FollowUp followUp, Recovery recovery, Instant now) {
        ServiceSnapshot figures = recovery.services().get(RecoveryState.question(service));
        String trouble = Problem.of(service, followUp, recovery, now);
        return new ServiceOutcome(
                new Cluster(service.cluster()).name(),
                service.name(),
                figures == null ? null : figures.status(),
                trouble == null,
                service.below(),
                trouble);
    }

    private static Decision decision(Impact impact, FollowUp followUp) {
        Rule rule = impact.losesTasks() ? Rule.TASKS_LOST : Rule.IMPACT_UNKNOWN;
        return new Decision(Verdict.SEND, rule, "follows the warning of " + followUp.begunAt());
    }

    private static Origin origin(FollowUp followUp, FollowedInstance instance) {
        return new Origin(followUp.thread(), instance.threads(), instance.elsewhere());
    }
}
