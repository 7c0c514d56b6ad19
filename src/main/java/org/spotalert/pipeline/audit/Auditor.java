package org.spotalert.pipeline.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.spotalert.fleet.reclaims.Reclaim;
import org.spotalert.fleet.reclaims.ReclaimPlaces;
import org.spotalert.fleet.reclaims.Reclaims;
import org.spotalert.fleet.reclaims.Unseen;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Incident;

/**
 * Asks AWS and the record of incidents, and compares them.
 *
 * @param judge finds the verdicts
 */
public record Auditor(ReclaimPlaces places, Reclaims reclaims, Judge judge, Clock clock) {

    /** How long before the end a notice may have come that is about it. */
    public static final Duration LONGEST_NOTICE = Duration.ofHours(2);
    /** A notice may be on its way as long as this after the end. */
    private static final Duration SETTLED = Duration.ofMinutes(3);

    /**
     * The audit of what has ended since then.
     *
     * @param ofInstances finds all incidents of instances, by the beginnings of their keys
     */
    public AuditReport audit(Instant since, Function<Set<String>, Collection<Incident>> ofInstances) {
        Instant now = clock.instant();
        List<Unseen> unseen = new ArrayList<>();
        Set<AccountRegion> asked = places(unseen);
        boolean known = unseen.isEmpty();
        List<Reclaim> settled = reclaims.since(asked, since, unseen::add).stream()
                .filter(reclaim -> reclaim.at() == null || !reclaim.at().isAfter(now.minus(SETTLED)))
                .toList();
        List<Finding> findings = List.of();
        try {
            Set<String> keys = new LinkedHashSet<>();
            settled.forEach(reclaim -> keys.addAll(reclaim.instanceKeys()));
            findings = judge.judge(settled, ofInstances.apply(keys));
        } catch (RuntimeException storeFails) {
            if (known) {
                unseen.add(unseen(storeFails));
            }
        }
        return new AuditReport(since, now, findings, unseen);
    }

    private Set<AccountRegion> places(List<Unseen> unseen) {
        try {
            return places.all();
        } catch (RuntimeException storeFails) {
            unseen.add(unseen(storeFails));
            return places.named();
        }
    }

    private static Unseen unseen(RuntimeException storeFails) {
        return new Unseen("the store", "incidents", String.valueOf(storeFails.getMessage()));
    }
}
