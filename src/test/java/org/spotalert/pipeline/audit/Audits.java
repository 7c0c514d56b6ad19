package org.spotalert.pipeline.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.reclaims.ReclaimPlaces;
import org.spotalert.fleet.reclaims.TakenByAws;
import org.spotalert.model.Incident;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;

/** Audits in the account and Region of the AWS of these tests. */
final class Audits {

    private Audits() {}

    static AuditSettings settings(@Nullable LocalTime missedAt) {
        return new AuditSettings(true, Duration.ofMinutes(5), missedAt, 90);
    }

    static Auditor auditor(AwsClients clients, Function<Instant, Collection<Incident>> incidents, Clock clock) {
        return AuditBeans.auditor(
                settings(null),
                new ReclaimPlaces(
                        new AwsSettings(TakenByAws.REGION, null), List.of(), clients.credentials(), incidents, clock),
                clients,
                clients.lookups(Duration.ofSeconds(5), 100, 100),
                Runnable::run,
                clock);
    }

    /** The incidents of some instances among these. */
    static Function<Set<String>, Collection<Incident>> among(List<Incident> incidents) {
        return instances -> incidents.stream()
                .filter(incident -> instances.contains(Incident.instanceKey(incident.interruption())))
                .toList();
    }
}
