package org.spotalert.pipeline.recovery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Impact;
import org.spotalert.model.Incident;
import org.spotalert.model.Interruption.Subject;
import org.spotalert.model.JointSeverity;
import org.spotalert.model.RecoveryState;
import org.spotalert.pipeline.intake.RecoveryCheck;
import org.spotalert.pipeline.notify.DeliveryReport;
import org.spotalert.pipeline.store.IncidentLog;
import org.spotalert.platform.aws.AwsFailure;

/**
 * Begins the checks of warnings that some channel has, once for those that were announced together. A channel that has its
 * warning only after the last check makes them begin again. It may fail without harm to any alert.
 *
 * @param threads the thread of a list of alerts
 */
public record RecoveryStart(
        RecoverySettings settings, IncidentLog incidents, Function<List<Alert>, String> threads, Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger("org.spotalert.recovery");
    private static final Set<AlertKind> FINAL = Set.of(AlertKind.RECOVERED, AlertKind.NOT_RECOVERED);

    /** The checks that begin with these alerts: none, or one for each group of incidents. */
    public List<RecoveryCheck> begin(DeliveryReport report) {
        Map<String, Alert> warnings = new LinkedHashMap<>();
        Set<Subject> received = report.received();
        report.alerts().stream()
                .filter(alert -> settings.on() && mayLoseTasks(alert))
                .filter(alert -> received.contains(subject(alert)))
                .forEach(alert -> warnings.putIfAbsent(Incident.key(alert.interruption()), alert));
        if (warnings.values().stream().noneMatch(RecoveryStart::changes)) {
            return List.of();
        }
        Known known = known(warnings.keySet());
        List<String> fresh = warnings.keySet().stream()
                .filter(key -> !known.leaders().containsKey(key))
                .toList();
        Map<String, List<String>> joined = new LinkedHashMap<>();
        if (!fresh.isEmpty()) {
            joined.put(known.leaders().values().stream().findFirst().orElse(fresh.get(0)), fresh);
        }
        known.owed().forEach(leader -> joined.putIfAbsent(leader, List.of()));
        return joined.isEmpty() ? List.of() : begin(warnings, joined, threads.apply(report.alerts()));
    }

    /**
     * What the store knows of some incidents.
     *
     * @param leaders the leader of each whose checks have begun, by its key
     * @param owed the leaders of those that a channel has the warning of and not the resolution
     */
    private record Known(Map<String, String> leaders, Set<String> owed) {}

    /** What the store knows of these; nothing while it fails: the state waits then with all that is to be written. */
    private Known known(Collection<String> keys) {
        Known known = new Known(new LinkedHashMap<>(), new LinkedHashSet<>());
        try {
            incidents.write();
            incidents.find(keys).forEach((key, row) -> {
                RecoveryState state = row.recovery();
                if (state != null) {
                    known.leaders().put(key, state.leader());
                    if (!Member.have(row, FINAL).containsAll(Member.have(row, Set.of(AlertKind.WARNING)))) {
                        known.owed().add(state.leader());
                    }
                }
            });
        } catch (RuntimeException storeFails) {
            LOG.debug("recovery begins without the store", storeFails);
        }
        return known;
    }

    /** @param joined by leader the incidents that join its group; none where a group only begins again */
    private List<RecoveryCheck> begin(Map<String, Alert> warnings, Map<String, List<String>> joined, String thread) {
        Instant now = clock.instant();
        Instant deadline = now.plus(settings.timeout());
        Instant due =
                settings.nextCheck(warnings.values().stream().anyMatch(warning -> !certain(warning)), deadline, now);
        JointSeverity severity = JointSeverity.of(warnings.values());
        Set<String> begun = new LinkedHashSet<>();
        List<IncidentLog.Change> changes = new ArrayList<>();
        joined.forEach((leader, members) -> {
            warnings.forEach((key, warning) -> {
                RecoveryState state =
                        new RecoveryState(leader, severity.warned(warning), !certain(warning), null, null);
                if (members.contains(key)) {
                    changes.add(new IncidentLog.Change(
                            key, null, row -> row.recovery() == null ? row.withRecovery(state, now) : row));
                }
            });
            changes.add(RecoverySteps.state(leader, now, state -> {
                begun.remove(leader);
                if (!state.leader().equals(leader)) {
                    // Another replica has made it a member of another group meanwhile.
                    return state;
                }
                RecoveryState.Chain chain = state.chain() == null ? RecoveryState.Chain.of(thread, now) : state.chain();
                if (chain.nextCheck() == null) {
                    begun.add(leader);
                }
                return state.with(chain.joined(members, now, deadline, due));
            }));
        });
        try {
            incidents.update(changes);
        } catch (RuntimeException storeFails) {
            incidents.add(changes);
            begun.addAll(joined.keySet());
        }
        return begun.stream().map(leader -> RecoveryCheck.at(leader, due, now)).toList();
    }

    /** Says that a check is not on the queue. The sweep for overdue checks tries again. */
    public void failed(Exception failure) {
        LOG.atWarn()
                .addKeyValue("reason", AwsFailure.isOne(failure) ? AwsFailure.describe(failure) : failure.toString())
                .log(
                        "the alert is sent, but its recovery check cannot be put on the queue; check sqs:SendMessage, and that"
                                + " the queue is no FIFO queue");
    }

    private static Subject subject(Alert alert) {
        return alert.interruption().subject();
    }

    private static boolean mayLoseTasks(Alert alert) {
        Impact impact = alert.impact();
        return alert instanceof Alert.Warning
                && impact.interruption().kind().certain()
                && (impact.losesTasks() || !certain(alert));
    }

    private static boolean certain(Alert alert) {
        return alert.impact().completeness().certain();
    }

    /** Whether a check may show anything new. Standalone tasks are only counted with the others: nobody restarts them. */
    private static boolean changes(Alert alert) {
        return !alert.impact().services().isEmpty() || !certain(alert);
    }
}
