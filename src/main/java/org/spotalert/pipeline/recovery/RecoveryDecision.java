package org.spotalert.pipeline.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.RecoveryLookup.Result;
import org.spotalert.fleet.RecoveryLookup.ServiceRef;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.Cluster;
import org.spotalert.model.Decision;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Impact;
import org.spotalert.model.Incident;
import org.spotalert.model.RecoveryOutcome;
import org.spotalert.model.RecoveryOutcome.ServiceOutcome;
import org.spotalert.model.RecoveryState;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.model.Severity;
import org.spotalert.pipeline.recovery.IncidentGroup.Member;

/**
 * Decides what follows from a check: from what the store knows, what the check has found and the time. The channels receive first
 * what a warning lacked (DETAIL), and then how it ended, for all incidents of the group together.
 */
final class RecoveryDecision {

    private final Duration details;
    private final int criticalBelow;

    /**
     * @param details how long after a warning checks look up what it lacks
     * @param criticalBelow the share of its desired tasks below which a service is in danger, in percent
     */
    RecoveryDecision(Duration details, int criticalBelow) {
        this.details = details;
        this.criticalBelow = criticalBelow;
    }

    /** A member as it is known now, and what the channels receive about it; null for nothing. */
    private record Known(Member member, @Nullable Impact news) {}

    /**
     * Decides.
     *
     * @param figures the figures of the services; null when this check has not looked them up
     * @param found what is known now about incidents that were not known completely, by their keys
     */
    RecoveryStep decide(IncidentGroup group, @Nullable Result figures, Map<String, Impact> found, Instant now) {
        boolean over = !now.isBefore(group.chain().deadline());
        boolean detailsOver = over || !now.isBefore(group.chain().begunAt().plus(details));
        List<Known> known = group.members().stream()
                .map(member -> known(member, found.get(member.incident().key()), detailsOver, now))
                .toList();
        IncidentGroup after = new IncidentGroup(
                group.leader(),
                figures == null ? group.chain() : measured(group, figures, now),
                known.stream().map(Known::member).toList());
        List<Alert> news = news(known, after, detailsOver, now);
        boolean stable = figures != null
                && !after.awaitsDetails()
                && after.services().stream().allMatch(service -> Problem.of(service, after, figures, now) == null);
        // Details that a channel has refused hold up no resolution.
        boolean first = known.stream()
                .anyMatch(one -> one.news() != null
                        && (!one.member().detailed() || after.services().isEmpty()));
        if (first || figures == null || !(over || stable)) {
            boolean last = !news.isEmpty() && after.services().isEmpty() && !after.incomplete();
            return new RecoveryStep(group, after, news, last ? Map.of() : null, null);
        }
        return resolved(group, after, figures, now);
    }

    /** The chain with the time since the last check for the services that are below their minimum. */
    private static RecoveryState.Chain measured(IncidentGroup group, Result figures, Instant now) {
        Duration since = Duration.between(group.chain().checkedAt(), now);
        Map<String, Duration> below = new HashMap<>(group.chain().below());
        Set<ServiceRef> services = Set.copyOf(group.services());
        figures.services().forEach((service, snapshot) -> {
            if (snapshot.belowMinimum() && !since.isNegative() && services.contains(service)) {
                below.merge(IncidentGroup.key(service), since, Duration::plus);
            }
        });
        return group.chain().checked(now, below, group.chain().nextCheck());
    }

    /** The channels receive details once: when nothing is missing any more, or what there is when the time is up. */
    private Known known(Member before, @Nullable Impact unjudged, boolean detailsOver, Instant now) {
        boolean abandoned = detailsOver && before.detailed();
        if (!before.state().incomplete() || (unjudged == null && !abandoned)) {
            return new Known(before, null);
        }
        Impact found = unjudged == null ? null : unjudged.judgedBelow(criticalBelow);
        if (found != null && found.completeness().partial() && !detailsOver) {
            return new Known(before, null);
        }
        if (found == null || abandoned || !more(before, found)) {
            return new Known(
                    Member.of(
                            before.incident(),
                            before.state().complete(before.state().severity())),
                    null);
        }
        Severity worse = Collections.max(List.of(before.state().severity(), Severity.of(found)));
        return new Known(
                Member.of(
                        before.incident().withImpact(before.incident().impact().and(found), now),
                        before.state().complete(worse)),
                found);
    }

    /** Whether the store does not know all of this. Tasks that have stopped since are no news. */
    private static boolean more(Member before, Impact found) {
        Incident.Losses losses = before.incident().impact();
        Set<String> services =
                before.services().keySet().stream().map(ServiceRef::name).collect(Collectors.toSet());
        if (found.services().isEmpty() && !services.isEmpty()) {
            return false;
        }
        return !found.completeness().partial()
                || found.standaloneTasks().size() + found.daemonTasks() > before.leftOver()
                || (found.cluster() != null && losses.cluster() == null)
                || (found.instance() != null && losses.instanceType() == null)
                || found.services().stream().map(AffectedService::name).anyMatch(name -> !services.contains(name));
    }

    private static List<Alert> news(List<Known> known, IncidentGroup after, boolean detailsOver, Instant now) {
        List<Alert> news = new ArrayList<>();
        for (Known one : known) {
            if (one.news() != null) {
                // Later the tasks may have stopped meanwhile: that none is there is no proof that none was lost.
                RecoveryOutcome nothingLost = !detailsOver && after.losesNothing(one.member())
                        ? new RecoveryOutcome(one.member().state().severity(), after(one.member(), now), List.of(), 0)
                        : null;
                news.add(new Alert.Detail(
                        one.news(),
                        decision(one.news(), after),
                        List.of(),
                        origin(one.member(), one.member().threads(), after),
                        nothingLost));
            }
        }
        return news;
    }

    private RecoveryStep resolved(IncidentGroup before, IncidentGroup group, Result figures, Instant now) {
        Map<ServiceRef, ServiceOutcome> services = new HashMap<>();
        group.services().forEach(service -> services.put(service, outcome(service, group, figures, now)));
        List<Alert> alerts = new ArrayList<>();
        Map<String, RecoveryState.Result> results = new HashMap<>();
        for (Member member : group.members()) {
            List<ServiceOutcome> own =
                    member.services().keySet().stream().map(services::get).toList();
            RecoveryOutcome outcome =
                    new RecoveryOutcome(member.state().severity(), after(member, now), own, member.standaloneTasks());
            Map<String, String> threads = own.isEmpty() ? group.threadsWithServices(member) : member.threads();
            if (!own.isEmpty()) {
                results.put(member.incident().key(), new RecoveryState.Result(outcome.recovered(), outcome.after()));
            }
            if (!own.isEmpty() || (member.standaloneTasks() > 0 && !threads.isEmpty())) {
                Impact impact = member.impact(figures.services()).judgedBelow(criticalBelow);
                alerts.add(new Alert.Resolution(
                        impact, decision(impact, group), List.of(), origin(member, threads, group), outcome));
            }
        }
        return new RecoveryStep(before, group, alerts, results, null);
    }

    private static ServiceOutcome outcome(ServiceRef service, IncidentGroup group, Result figures, Instant now) {
        ServiceSnapshot snapshot = figures.services().get(service);
        String problem = Problem.of(service, group, figures, now);
        return new ServiceOutcome(
                new Cluster(service.cluster()).name(),
                service.name(),
                snapshot == null ? null : snapshot.status(),
                problem == null,
                group.chain().below().getOrDefault(IncidentGroup.key(service), Duration.ZERO),
                problem);
    }

    private static Duration after(Member member, Instant now) {
        return Duration.between(member.interruption().noticedAt(), now);
    }

    private static Decision decision(Impact impact, IncidentGroup group) {
        Rule rule = impact.losesTasks() ? Rule.TASKS_LOST : Rule.IMPACT_UNKNOWN;
        return new Decision(
                Verdict.SEND, rule, "follows the warning of " + group.chain().begunAt());
    }

    private static Alert.Origin origin(Member member, Map<String, String> threads, IncidentGroup group) {
        return new Alert.Origin(group.chain().thread(), threads, member.channelsWithoutWarning());
    }
}
