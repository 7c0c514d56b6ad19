package org.spotalert.pipeline.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.RecoveryLookup.EcsRef;
import org.spotalert.fleet.RecoveryLookup.Result;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Cluster;
import org.spotalert.model.Decision;
import org.spotalert.model.Impact;
import org.spotalert.model.RecoveryOutcome;
import org.spotalert.model.RecoveryOutcome.ServiceOutcome;
import org.spotalert.model.RecoveryState;
import org.spotalert.model.ServiceSnapshot;

/**
 * Decides what follows from a check: from what the store knows, what the check has found and the time. The channels receive first
 * what a warning lacked (DETAIL), and then how it ended, for all incidents of the group together.
 *
 * @param details how long after a warning checks look up what it lacks
 * @param judged adds to an impact what the settings say of it: which services are in danger, and who looks after them
 */
record RecoveryDecision(Duration details, UnaryOperator<Impact> judged) {

    /** ECS shows an event somewhat later than it dates it. */
    private static final Duration EVENT_DELAY = Duration.ofSeconds(15);

    /**
     * Decides.
     *
     * @param figures the figures of the services; null when this check has not looked them up
     * @param found what is known now about incidents that were not known completely, by their keys
     */
    RecoveryStep decide(IncidentGroup group, @Nullable Result figures, Map<String, Impact> found, Instant now) {
        boolean over = !now.isBefore(group.chain().deadline());
        boolean detailsOver = over || !now.isBefore(group.chain().begunAt().plus(details));
        List<Details> known = group.members().stream()
                .map(member -> {
                    Impact lookup = found.get(member.incident().key());
                    return Details.of(member, lookup == null ? null : judged.apply(lookup), detailsOver, now);
                })
                .toList();
        IncidentGroup after = new IncidentGroup(
                group.leader(),
                figures == null ? group.chain() : measured(group, figures, now),
                known.stream().map(Details::member).toList());
        List<Alert> news = news(known, after, detailsOver, now);
        boolean stable = figures != null
                && !after.awaitsDetails()
                && after.services().stream().allMatch(service -> Problem.of(service, after, figures, now) == null);
        // Details that a channel has refused hold up no resolution.
        boolean first = known.stream()
                .anyMatch(one -> one.news() != null
                        && (!one.member().detailed() || after.services().isEmpty()));
        if (first || figures == null || !(over || stable)) {
            if (figures != null && news.isEmpty()) {
                return new RecoveryStep(group, after, unplaced(group, after, figures, now), null, null);
            }
            boolean last = !news.isEmpty() && after.services().isEmpty() && !after.incomplete();
            return new RecoveryStep(group, after, news, last ? Map.of() : null, null);
        }
        return resolved(group, after, figures, now);
    }

    /** The chain with the time since the last check for the services that are below their minimum. */
    private static RecoveryState.Chain measured(IncidentGroup group, Result figures, Instant now) {
        Duration since = Duration.between(group.chain().checkedAt(), now);
        Map<String, Duration> below = new HashMap<>(group.chain().below());
        Set<EcsRef> services = Set.copyOf(group.services());
        figures.services().forEach((service, snapshot) -> {
            if (snapshot.belowMinimum() && !since.isNegative() && services.contains(service)) {
                below.merge(IncidentGroup.key(service), since, Duration::plus);
            }
        });
        return group.chain().checked(now, below, group.chain().nextCheck());
    }

    private static List<Alert> news(List<Details> known, IncidentGroup after, boolean detailsOver, Instant now) {
        List<Alert> news = new ArrayList<>();
        for (Details one : known) {
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

    /** What ECS has said since the last check about tasks that it cannot place; each incident says it once. */
    private List<Alert> unplaced(IncidentGroup before, IncidentGroup group, Result figures, Instant now) {
        Instant since = before.chain().checkedAt().minus(EVENT_DELAY);
        List<Alert> alerts = new ArrayList<>();
        for (Member member : group.members()) {
            Instant noticed = member.interruption().noticedAt();
            List<EcsRef> unplaced = member.services().keySet().stream()
                    .filter(service -> Problem.unplacedAt(figures.services().get(service))
                            .isAfter(noticed.isAfter(since) ? noticed : since))
                    .toList();
            if (!unplaced.isEmpty() && !member.received(AlertKind.UNPLACED)) {
                alerts.add(resolution(member, unplaced, group, figures, now, false));
            }
        }
        return alerts;
    }

    private RecoveryStep resolved(IncidentGroup before, IncidentGroup group, Result figures, Instant now) {
        List<Alert> alerts = new ArrayList<>();
        Map<String, RecoveryState.Result> results = new HashMap<>();
        for (Member member : group.members()) {
            Alert.Resolution resolution = resolution(member, member.services().keySet(), group, figures, now, true);
            boolean own = !member.services().isEmpty();
            if (own) {
                results.put(
                        member.incident().key(),
                        new RecoveryState.Result(
                                resolution.outcome().recovered(),
                                resolution.outcome().after()));
            }
            if (own
                    || (member.standaloneTasks() > 0
                            && !resolution.origin().threads().isEmpty())) {
                alerts.add(resolution);
            }
        }
        return new RecoveryStep(before, group, alerts, results, null);
    }

    private Alert.Resolution resolution(
            Member member, Collection<EcsRef> about, IncidentGroup group, Result figures, Instant now, boolean last) {
        List<ServiceOutcome> own = about.stream()
                .map(service -> outcome(service, group, figures, now))
                .toList();
        Map<String, String> threads = own.isEmpty() ? group.threadsWithServices(member) : member.threads();
        Impact impact = judged.apply(member.impact(about, figures.services()));
        return new Alert.Resolution(
                impact,
                decision(impact, group),
                List.of(),
                origin(member, threads, group),
                new RecoveryOutcome(
                        member.state().severity(), after(member, now), own, last ? member.standaloneTasks() : 0, last));
    }

    private static ServiceOutcome outcome(EcsRef service, IncidentGroup group, Result figures, Instant now) {
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
        Decision.Rule rule = impact.losesTasks() ? Decision.Rule.TASKS_LOST : Decision.Rule.IMPACT_UNKNOWN;
        return new Decision(
                Decision.Verdict.SEND,
                rule,
                "follows the warning of " + group.chain().begunAt());
    }

    private static Alert.Origin origin(Member member, Map<String, String> threads, IncidentGroup group) {
        return new Alert.Origin(group.chain().thread(), threads, member.channelsWithoutWarning());
    }
}
