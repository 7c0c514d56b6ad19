package org.spotalert.pipeline.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.reclaims.Observation;
import org.spotalert.fleet.reclaims.Observation.Unseen;
import org.spotalert.fleet.reclaims.Reclaim;
import org.spotalert.fleet.reclaims.Reclaims;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Arn;
import org.spotalert.model.Cluster;
import org.spotalert.model.Incident;
import org.spotalert.platform.aws.CallerCredentials;

/** Asks AWS and the record of incidents, and compares them. */
public final class Auditor {

    /** How long before the end a notice may have come that is about it. */
    public static final Duration LONGEST_NOTICE = Duration.ofHours(2);
    /** A notice may be on its way as long as this after the end. */
    private static final Duration SETTLED = Duration.ofMinutes(3);

    private final AuditSettings settings;
    private final Reclaims reclaims;
    private final CallerCredentials credentials;
    private final Clock clock;

    public Auditor(AuditSettings settings, Reclaims reclaims, CallerCredentials credentials, Clock clock) {
        this.settings = settings;
        this.reclaims = reclaims;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** Who was notified of what, as the record of incidents says. */
    public interface KnownIncidents {

        /** The incidents since then, as many as can be had: they show where instances are. */
        Collection<Incident> since(Instant since);

        /** All incidents of these instances, by the beginnings of their keys. */
        Collection<Incident> ofInstances(Set<String> instanceKeys);
    }

    /** Incidents that were listed before. */
    public record Listed(List<Incident> incidents) implements KnownIncidents {

        @Override
        public Collection<Incident> since(Instant since) {
            return incidents;
        }

        @Override
        public Collection<Incident> ofInstances(Set<String> instanceKeys) {
            return incidents.stream()
                    .filter(incident -> instanceKeys.contains(Incident.instanceKey(incident.interruption())))
                    .toList();
        }
    }

    /** The audit of what has ended since then. */
    public AuditReport audit(Instant since, KnownIncidents incidents) {
        Instant now = clock.instant();
        List<Unseen> unseen = new ArrayList<>();
        Set<AccountRegion> places = places();
        try {
            incidents.since(since).stream()
                    .filter(Auditor::showsItsPlace)
                    .map(incident -> place(
                            incident.interruption().account(),
                            incident.interruption().region()))
                    .forEach(places::add);
        } catch (RuntimeException storeFails) {
            unseen.add(new Unseen("the store", "incidents", String.valueOf(storeFails.getMessage())));
        }
        Observation seen = reclaims.look(places, since);
        List<Reclaim> settled = seen.reclaims().stream()
                .filter(reclaim -> reclaim.at() == null || !reclaim.at().isAfter(now.minus(SETTLED)))
                .toList();
        List<Finding> findings = List.of();
        try {
            Set<String> keys = new LinkedHashSet<>();
            settled.forEach(reclaim -> keys.addAll(reclaim.instanceKeys()));
            findings = new Judge(settings.secondsLeft(), credentials::looksInto)
                    .judge(settled, incidents.ofInstances(keys));
        } catch (RuntimeException storeFails) {
            if (unseen.isEmpty()) {
                unseen.add(new Unseen("the store", "incidents", String.valueOf(storeFails.getMessage())));
            }
        }
        unseen.addAll(seen.unseen());
        return new AuditReport(since, now, findings, unseen);
    }

    /** The program's own account and Region, and those that its settings name. */
    private Set<AccountRegion> places() {
        Set<AccountRegion> places = new LinkedHashSet<>();
        places.add(new AccountRegion(null, settings.region()));
        settings.accounts().forEach(account -> places.add(place(account, settings.region())));
        settings.clusters().stream()
                .map(Cluster::reference)
                .flatMap(reference -> Arn.parse(reference).stream())
                .forEach(arn -> places.add(place(arn.account(), arn.region())));
        return places;
    }

    private AccountRegion place(@Nullable String account, String region) {
        return credentials.accountRegion(account, region);
    }

    /** A message may name any Region; a place counts where EC2 or ECS knew the instance. */
    private static boolean showsItsPlace(Incident incident) {
        return incident.impact().instanceType() != null || incident.impact().cluster() != null;
    }
}
