package org.spotalert.follow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.event.FollowUp;
import org.spotalert.event.ServiceChange;

/**
 * Looks before a reminder is due, when ECS has told of a change of a service that is watched. What is told between two looks is
 * gathered: a thousand changes of a service are one question to the store and one look.
 *
 * <p>An early look only ends follow-ups. One that goes on changes nothing, so that what its reminder measures stays right.
 */
public final class EarlyLooks {

    private static final Logger LOG = LoggerFactory.getLogger("org.spotalert.follow");

    /** So many services at once are a storm, in which calls are scarce: the rest is left to the reminders. */
    private static final int MOST_SERVICES = 100;

    private static final int MOST_CHANGES = 1_000;

    private final Set<ServiceChange> changes = ConcurrentHashMap.newKeySet();
    private final Function<Collection<ServiceChange>, List<FollowUp>> watching;
    private final Function<List<FollowUp>, List<FollowUpStep>> look;

    /**
     * @param watching the open follow-ups that watch one of these services
     * @param look what follows from a look at these
     */
    EarlyLooks(
            Function<Collection<ServiceChange>, List<FollowUp>> watching,
            Function<List<FollowUp>, List<FollowUpStep>> look) {
        this.watching = watching;
        this.look = look;
    }

    public EarlyLooks(OpenFollowUps open, FollowUps followUps) {
        this(open::watching, due -> followUps.look(due, List.of()));
    }

    /** Notes the change for the next look. Whoever waits for this is not held up. */
    public void note(ServiceChange change) {
        if (changes.size() < MOST_CHANGES) {
            changes.add(change);
        }
    }

    /** Looks at the follow-ups that watch what has changed: the steps of those that are over now. */
    public List<FollowUpStep> look() {
        Set<ServiceChange> noted = Set.copyOf(changes);
        if (noted.isEmpty()) {
            return List.of();
        }
        // One that is told once more meanwhile is seen by this look.
        changes.removeAll(noted);
        List<FollowUp> due = few(watching.apply(noted));
        if (due.isEmpty()) {
            return List.of();
        }
        List<FollowUpStep> over =
                look.apply(due).stream().filter(FollowUpStep::ends).toList();
        LOG.atDebug()
                .addKeyValue("changes", noted.size())
                .addKeyValue("followUps", due.size())
                .addKeyValue("ended", over.size())
                .log("looked before the reminder is due");
        return over;
    }

    private static List<FollowUp> few(List<FollowUp> followUps) {
        List<FollowUp> few = new ArrayList<>();
        int services = 0;
        for (FollowUp followUp : followUps) {
            services += followUp.services().size();
            if (services <= MOST_SERVICES) {
                few.add(followUp);
            }
        }
        return few;
    }

    /** Says what could not be told everywhere. Nothing has to come back: the reminder does. */
    public void settle(Collection<FollowUpStep.Outcome> outcomes) {
        for (FollowUpStep.Outcome outcome : outcomes) {
            if (outcome.failure() != null) {
                LOG.atWarn()
                        .addKeyValue("thread", outcome.followUp().thread())
                        .addKeyValue("reason", String.valueOf(outcome.failure().getMessage()))
                        .log("how it ended could not be told everywhere yet; the follow-up's reminder tells the rest");
            }
        }
    }
}
