package org.spotalert.follow;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.claim.ClaimDatabase;
import org.spotalert.event.FollowUp;
import org.spotalert.event.ServiceChange;

/**
 * The follow-ups that are open, for looks before a reminder is due. Nothing depends on it: while its store fails nobody looks
 * early, and the reminders carry on alone. That the store fails is said by the claims, which share it.
 */
public final class OpenFollowUps {

    private static final Logger LOG = LoggerFactory.getLogger("org.spotalert.follow");

    private final boolean on;
    private final ClaimDatabase database;
    private final FollowUpStore store;
    private final Clock clock;

    /**
     * @param on whether there are early looks; without them nothing is kept
     */
    public OpenFollowUps(boolean on, ClaimDatabase database, Clock clock) {
        this.on = on;
        this.database = database;
        this.store = new FollowUpStore(database.dataSource());
        this.clock = clock;
    }

    /** Keeps the state of a follow-up whose reminder is on the queue. One that looks for details looks often enough. */
    public void keep(FollowUp followUp) {
        if (!followUp.asking() && !followUp.services().isEmpty()) {
            change(() -> store.keep(followUp, clock.instant()));
        }
    }

    /** Those that are not over yet: what an early look has told is not looked at again when its reminder comes. */
    public List<FollowUp> notEnded(List<FollowUp> followUps) {
        // One that asks was not looked at early; what it tells may come again for a channel that failed.
        List<String> ids = followUps.stream()
                .filter(followUp -> !followUp.asking())
                .map(FollowUp::id)
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            return followUps;
        }
        Set<String> ended = ask(() -> store.ended(ids), Set.of());
        return followUps.stream()
                .filter(followUp -> followUp.asking() || !ended.contains(followUp.id()))
                .toList();
    }

    /** Those that watch one of the services, the most urgent first. */
    List<FollowUp> watching(Collection<ServiceChange> changes) {
        return ask(() -> store.watching(changes, clock.instant()), List.of());
    }

    /** Records that the follow-up is over, and told. */
    public void ended(FollowUpStep step) {
        change(() -> store.end(step.followUp().id(), clock.instant()));
    }

    /** Leaves the follow-up to its reminder, since a channel has failed: that is not tried again at every change. */
    public void leave(FollowUpStep step) {
        change(() -> store.remove(step.followUp().id()));
    }

    private void change(Runnable change) {
        ask(
                () -> {
                    change.run();
                    return true;
                },
                false);
    }

    private <T> T ask(Supplier<T> question, T otherwise) {
        if (!on) {
            return otherwise;
        }
        try {
            return database.ask(question);
        } catch (RuntimeException storeFails) {
            LOG.atDebug()
                    .addKeyValue("reason", ClaimDatabase.reason(storeFails))
                    .log("open follow-ups cannot be kept; the reminders carry on alone");
            return otherwise;
        }
    }
}
