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
import org.spotalert.fleet.reclaims.Observation;
import org.spotalert.fleet.reclaims.Observation.Unseen;
import org.spotalert.fleet.reclaims.Reclaim;
import org.spotalert.fleet.reclaims.ReclaimPlaces;
import org.spotalert.fleet.reclaims.Reclaims;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Incident;
import org.spotalert.platform.aws.CallerCredentials;

/** Asks AWS and the record of incidents, and compares them. */
public final class Auditor {

    /** How long before the end a notice may have come that is about it. */
    public static final Duration LONGEST_NOTICE = Duration.ofHours(2);
    /** A notice may be on its way as long as this after the end. */
    private static final Duration SETTLED = Duration.ofMinutes(3);

    private final ReclaimPlaces places;
    private final Reclaims reclaims;
    private final Judge judge;
    private final Clock clock;

    /** @param promised how many seconds shall be left when somebody is notified */
    Auditor(long promised, ReclaimPlaces places, Reclaims reclaims, CallerCredentials credentials, Clock clock) {
        this.places = places;
        this.reclaims = reclaims;
        this.judge = new Judge(promised, credentials::looksInto);
        this.clock = clock;
    }

    /**
     * The audit of what has ended since then.
     *
     * @param ofInstances finds all incidents of instances, by the beginnings of their keys
     */
    public AuditReport audit(Instant since, Function<Set<String>, Collection<Incident>> ofInstances) {
        Instant now = clock.instant();
        List<Unseen> unseen = new ArrayList<>();
        Observation seen = reclaims.look(places(unseen), since);
        List<Reclaim> settled = seen.reclaims().stream()
                .filter(reclaim -> reclaim.at() == null || !reclaim.at().isAfter(now.minus(SETTLED)))
                .toList();
        List<Finding> findings = List.of();
        try {
            Set<String> keys = new LinkedHashSet<>();
            settled.forEach(reclaim -> keys.addAll(reclaim.instanceKeys()));
            findings = judge.judge(settled, ofInstances.apply(keys));
        } catch (RuntimeException storeFails) {
            if (unseen.isEmpty()) {
                unseen.add(unseen(storeFails));
            }
        }
        unseen.addAll(seen.unseen());
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
