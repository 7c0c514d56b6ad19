package org.spotalert.pipeline.recovery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Incident;
import org.spotalert.model.RecoveryState;
import org.spotalert.model.RecoveryState.Chain;
import org.spotalert.pipeline.intake.RecoveryCheck;
import org.spotalert.pipeline.intake.UndeliveredException;
import org.spotalert.pipeline.recovery.RecoveryStep.Outcome;
import org.spotalert.pipeline.store.IncidentLog;
import org.spotalert.pipeline.store.IncidentLog.Change;

/** Writes to the store what follows from a check, before and after the channels receive it. */
public record RecoverySteps(IncidentLog incidents, Clock clock) {

    /** The message for the next check. It goes to the queue before anything else, so that no failure ends the checks. */
    public RecoveryCheck next(RecoveryStep step) {
        return RecoveryCheck.at(step.before().leader(), Objects.requireNonNull(step.nextCheck()), clock.instant());
    }

    /**
     * Saves what the check has found, unless another replica was faster. What lacked details stays incomplete until every
     * channel has them, so that the next check sends them where they are missing.
     */
    public void save(RecoveryStep step) {
        Instant now = clock.instant();
        Set<String> details = details(step);
        List<Change> changes = new ArrayList<>();
        for (int index = 0; index < step.after().members().size(); index++) {
            Member member = step.after().members().get(index);
            if (!member.equals(step.before().members().get(index))) {
                boolean sent = details.contains(member.incident().key());
                changes.add(row(member, row -> row.withImpact(member.incident().impact(), now)));
                changes.add(state(
                        member,
                        now,
                        state -> sent ? state : state.complete(member.state().severity())));
            }
        }
        Chain before = step.before().chain();
        Chain after = step.after().chain();
        changes.add(chain(
                step,
                now,
                chain -> Objects.equals(chain.nextCheck(), before.nextCheck())
                        ? chain.checked(after.checkedAt(), after.below(), step.nextCheck())
                        : chain));
        incidents.update(changes);
    }

    /**
     * Saves that every channel has what the step sends.
     *
     * @throws IllegalStateException when a channel has received the warning since the check has read the store: the message comes
     *     back, and that channel receives the resolution, too
     */
    public Outcome done(RecoveryStep step) {
        Instant now = clock.instant();
        Map<String, RecoveryState.Result> results = step.results();
        Set<String> details = details(step);
        List<Change> changes = new ArrayList<>();
        for (Member member : step.after().members()) {
            if (results != null) {
                changes.add(row(member, row -> unlessLate(member, row)));
                changes.add(state(
                        member,
                        now,
                        state -> state.ended(results.get(member.incident().key()))));
            } else if (details.contains(member.incident().key())) {
                changes.add(state(
                        member, now, state -> state.complete(member.state().severity())));
            }
        }
        if (results != null) {
            changes.add(chain(step, now, chain -> chain.scheduled(null)));
        }
        incidents.update(changes);
        return new Outcome(step.before().leader(), null);
    }

    private static Incident unlessLate(Member member, Incident row) {
        Set<AlertKind> warning = Set.of(AlertKind.WARNING);
        if (!Member.have(member.incident(), warning).containsAll(Member.have(row, warning))) {
            throw new IllegalStateException("a channel has the warning about " + row.key() + " only now");
        }
        return row;
    }

    /** The end of a step that has failed. Details that a channel has refused are the next check's to send again. */
    public Outcome failed(RecoveryStep step, Exception failure) {
        boolean later = step.continues() && failure instanceof UndeliveredException;
        return new Outcome(step.before().leader(), later ? null : failure);
    }

    /**
     * Ends the batch.
     *
     * @throws RecoveryFailedException when checks have to be repeated, so that their messages come back
     */
    public void finish(Collection<Collection<Outcome>> outcomes) throws RecoveryFailedException {
        Map<String, Exception> failures = new HashMap<>();
        outcomes.stream().flatMap(Collection::stream).forEach(outcome -> {
            if (outcome.failure() != null) {
                failures.put(outcome.leader(), outcome.failure());
            }
        });
        if (!failures.isEmpty()) {
            throw new RecoveryFailedException(failures);
        }
    }

    private static Set<String> details(RecoveryStep step) {
        return step.alerts().stream()
                .filter(Alert.Detail.class::isInstance)
                .map(alert -> Incident.key(alert.interruption()))
                .collect(Collectors.toSet());
    }

    private static Change row(Member member, UnaryOperator<Incident> change) {
        return new Change(member.incident().key(), null, change);
    }

    private static Change state(Member member, Instant now, UnaryOperator<RecoveryState> change) {
        return state(member.incident().key(), now, change);
    }

    static Change state(String key, Instant now, UnaryOperator<RecoveryState> change) {
        return new Change(key, null, row -> {
            RecoveryState state = row.recovery();
            return state == null ? row : row.withRecovery(change.apply(state), now);
        });
    }

    private static Change chain(RecoveryStep step, Instant now, UnaryOperator<Chain> change) {
        return chain(step.before().leader(), now, change);
    }

    static Change chain(String leader, Instant now, UnaryOperator<Chain> change) {
        return state(leader, now, state -> state.chain() == null ? state : state.with(change.apply(state.chain())));
    }
}
