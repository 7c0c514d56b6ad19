package org.spotalert.pipeline.recovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.fleet.RecoveryLookup;
import org.spotalert.model.Impact;
import org.spotalert.model.Incident;
import org.spotalert.model.Interruption;
import org.spotalert.model.RecoveryState.Chain;
import org.spotalert.pipeline.intake.RecoveryCheck;
import org.spotalert.pipeline.store.IncidentLog;

/**
 * Takes the checks that are due: reads the incidents and looks their services up.
 *
 * @param judged adds to an impact what the settings say of it
 */
public record RecoveryChecks(
        RecoverySettings settings,
        UnaryOperator<Impact> judged,
        RecoveryLookup lookup,
        IncidentLog incidents,
        Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger("org.spotalert.recovery");
    /** Clocks of replicas differ by less. */
    private static final Duration EARLY = Duration.ofSeconds(2);

    /**
     * The groups whose check is due: first those that are known completely, then those whose details take longer. A message can
     * start nothing else: the program drops one whose incident the store does not know, and one that comes early or again.
     *
     * @throws RuntimeException when the store fails, so that the messages come back
     */
    public List<List<IncidentGroup>> due(List<RecoveryCheck> checks) {
        Set<String> keys = checks.stream().map(RecoveryCheck::incident).collect(Collectors.toSet());
        Map<String, Incident> leaders = incidents.find(keys);
        keys.stream()
                .filter(key -> !leaders.containsKey(key))
                .forEach(key -> LOG.atWarn()
                        .addKeyValue("incident", key)
                        .log("recovery check dropped: the store knows no such incident"));
        Map<String, Chain> chains = new HashMap<>();
        leaders.forEach((key, leader) -> {
            Chain chain = leader.recovery() == null ? null : leader.recovery().chain();
            if (chain != null && due(chain)) {
                chains.put(key, chain);
            }
        });
        Map<String, Incident> rows = incidents.find(chains.values().stream()
                .flatMap(chain -> chain.members().stream())
                .collect(Collectors.toSet()));
        List<IncidentGroup> groups = chains.entrySet().stream()
                .map(chain -> new IncidentGroup(chain.getKey(), chain.getValue(), members(chain.getValue(), rows)))
                .toList();
        return List.of(
                groups.stream().filter(group -> !group.incomplete()).toList(),
                groups.stream().filter(IncidentGroup::incomplete).toList());
    }

    private boolean due(Chain chain) {
        Duration half = settings.interval().dividedBy(2);
        return chain.nextCheck() != null
                && !chain.nextCheck().isAfter(clock.instant().plus(half.compareTo(EARLY) < 0 ? half : EARLY));
    }

    private static List<Member> members(Chain chain, Map<String, Incident> rows) {
        return chain.members().stream()
                .map(rows::get)
                .filter(Objects::nonNull)
                .flatMap(row -> Stream.ofNullable(row.recovery()).map(state -> Member.of(row, state)))
                .toList();
    }

    /** What is to be looked up once more. */
    public List<Interruption> incomplete(List<IncidentGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.members().stream())
                .filter(member -> member.state().incomplete())
                .map(Member::interruption)
                .distinct()
                .toList();
    }

    /**
     * Looks up the services of all groups together, where that is due, and decides about each group.
     *
     * @param details what is known now about what was incomplete
     */
    public List<RecoveryStep> check(List<IncidentGroup> groups, List<Impact> details) {
        Instant begun = clock.instant();
        List<IncidentGroup> measured =
                groups.stream().filter(group -> measures(group, begun)).toList();
        RecoveryLookup.Result figures = lookup.check(
                measured.stream().flatMap(group -> group.services().stream()).collect(Collectors.toSet()),
                measured.stream()
                        .filter(group -> mayEnd(group, begun))
                        .flatMap(group -> group.members().stream())
                        .map(Member::containerInstance)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
        Map<String, Impact> found = details.stream()
                .collect(Collectors.toMap(
                        impact -> Incident.key(impact.interruption()), impact -> impact, (one, same) -> one));
        Instant now = clock.instant();
        RecoveryDecision decision = new RecoveryDecision(settings.details(), judged);
        return groups.stream()
                .map(group -> decision.decide(group, measured.contains(group) ? figures : null, found, now))
                .map(step -> step.continues()
                        ? step.withNextCheck(settings.nextCheck(
                                step.after().awaitsDetails(),
                                step.after().chain().deadline(),
                                now))
                        : step)
                .toList();
    }

    /** While details are looked up every few seconds, the services can wait for their interval. */
    private boolean measures(IncidentGroup group, Instant now) {
        return mayEnd(group, now) || !now.isBefore(group.chain().checkedAt().plus(settings.interval()));
    }

    /** Nothing ends while details are looked up: what still runs on the instances does not matter then. */
    private static boolean mayEnd(IncidentGroup group, Instant now) {
        return !group.awaitsDetails() || !now.isBefore(group.chain().deadline());
    }
}
