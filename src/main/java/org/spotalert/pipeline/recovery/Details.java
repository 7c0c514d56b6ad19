package org.spotalert.pipeline.recovery;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.RecoveryLookup.EcsRef;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Impact;
import org.spotalert.model.Incident;
import org.spotalert.model.Losses;
import org.spotalert.model.Severity;

/**
 * What a further lookup adds to a warning that lacked something.
 *
 * @param member the incident as it is known now
 * @param news what the channels receive about it; null for nothing
 */
record Details(Member member, @Nullable Impact news) {

    /**
     * The details of this member. The channels receive them when nothing is missing any more, or what there is when the time is up;
     * one that has refused them receives them again until then.
     *
     * @param found the impact by a lookup of now; null without one
     */
    static Details of(Member before, @Nullable Impact found, boolean timeIsUp, Instant now) {
        boolean abandoned = timeIsUp && before.detailed();
        boolean waits = found == null ? !abandoned : !found.completeness().certain() && !timeIsUp;
        if (!before.state().incomplete() || waits) {
            return new Details(before, null);
        }
        Severity warned = before.state().severity();
        boolean news = found != null && !abandoned && more(before, found);
        if (found == null || !(news || before.unconfirmed())) {
            return new Details(Member.of(before.incident(), before.state().complete(warned)), null);
        }
        Severity worse = Collections.max(List.of(warned, Severity.of(found)));
        Incident known = before.incident().withImpact(before.incident().impact().and(found), now);
        return new Details(Member.of(known, before.state().complete(worse)), news ? found : null);
    }

    /** Whether AWS's answer differs in what matters from what the warning said as of an earlier time. */
    private static boolean differs(Member before, Impact found, Set<String> services) {
        Set<String> now = found.services().stream().map(AffectedService::name).collect(Collectors.toSet());
        return !now.equals(services)
                || found.standaloneTasks().size() > before.standaloneTasks()
                || Severity.of(found).compareTo(before.state().severity()) > 0;
    }

    /** Whether the store does not know all of this. Tasks that have stopped since are no news. */
    private static boolean more(Member before, Impact found) {
        Losses losses = before.incident().impact();
        Set<String> services =
                before.services().keySet().stream().map(EcsRef::name).collect(Collectors.toSet());
        if (found.services().isEmpty() && !services.isEmpty()) {
            return false;
        }
        if (before.unconfirmed()) {
            return differs(before, found, services);
        }
        return !found.completeness().partial()
                || found.standaloneTasks().size() + found.daemonTasks() > before.leftOver()
                || (found.cluster() != null && losses.cluster() == null)
                || (found.instance() != null && losses.instanceType() == null)
                || found.services().stream().map(AffectedService::name).anyMatch(name -> !services.contains(name));
    }
}
