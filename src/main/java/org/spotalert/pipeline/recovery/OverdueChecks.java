package org.spotalert.pipeline.recovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.RecoveryState.Chain;
import org.spotalert.pipeline.intake.RecoveryCheck;
import org.spotalert.pipeline.store.IncidentLog;
import org.spotalert.pipeline.store.StoreAccess;

/** Puts checks on the queue again whose messages were lost, as by a purge: no incident stays open for ever. */
public record OverdueChecks(StoreAccess store, IncidentLog incidents, Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger("org.spotalert.recovery");
    /** A queue with a dead-letter queue has given a message up by then. */
    private static final Duration OVERDUE = Duration.ofMinutes(10);
    /** A channel that fails for so long after the deadline never receives the resolution. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final int AT_ONCE = 100;

    /** The checks to put on the queue again; none while the store fails. */
    public List<RecoveryCheck> reschedule() {
        Instant now = clock.instant();
        Instant before = now.minus(OVERDUE);
        try {
            List<String> overdue = store.ask(any -> any.incidents().overdue(before, AT_ONCE));
            return incidents
                    .update(overdue.stream()
                            .map(leader -> RecoverySteps.chain(leader, now, chain -> rescheduled(chain, before, now)))
                            .toList())
                    .stream()
                    .filter(row ->
                            row.recovery() != null && now.equals(row.recovery().nextCheck()))
                    .map(row -> RecoveryCheck.at(row.key(), now, now))
                    .toList();
        } catch (RuntimeException storeFails) {
            return List.of();
        }
    }

    private static Chain rescheduled(Chain chain, Instant before, Instant now) {
        Instant due = chain.nextCheck();
        if (due == null || due.isAfter(before)) {
            return chain;
        }
        if (due.isAfter(chain.deadline().plus(LONGEST))) {
            LOG.atWarn()
                    .addKeyValue("incidents", chain.members().size())
                    .addKeyValue("thread", chain.thread())
                    .log("recovery abandoned: its resolution cannot be sent");
            return chain.scheduled(null);
        }
        LOG.atInfo().addKeyValue("thread", chain.thread()).log("an overdue recovery check is put on the queue again");
        return chain.scheduled(now);
    }
}
