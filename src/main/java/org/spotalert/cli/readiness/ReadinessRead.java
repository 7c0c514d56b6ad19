package org.spotalert.cli.readiness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.spotalert.app.Settings;
import org.spotalert.cli.explain.MadeUpNotice;
import org.spotalert.cli.readiness.ReadinessCheck.Subject;
import org.spotalert.fleet.DeregistrationDelays;
import org.spotalert.fleet.FleetRead;
import org.spotalert.fleet.FleetSettings;
import org.spotalert.fleet.LookupSettings;
import org.spotalert.fleet.SpotUse;
import org.spotalert.fleet.reclaims.SpotRequests;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Ownership;
import org.spotalert.model.Place;
import org.spotalert.model.ServiceStatus;
import org.spotalert.pipeline.decide.SuppressionSettings;
import org.spotalert.pipeline.owner.CatalogueEntry;
import org.spotalert.pipeline.owner.OwnerBeans;
import org.spotalert.pipeline.owner.OwnerSettings;
import org.spotalert.pipeline.owner.Owners;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.file.LiveFile;

/** Reads what runs on Spot capacity, and checks it. The share of the request quotas is that of alerts. */
public final class ReadinessRead {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** An agent that drains sees the notice within seconds. */
    private static final Duration DRAINED = Duration.ofSeconds(10);

    private final List<String> notLookedAt = new ArrayList<>();
    private final Settings settings;
    private final Clock clock;

    private ReadinessRead(Settings settings, Clock clock) {
        this.settings = settings.require(
                AwsSettings::read,
                LookupSettings::read,
                FleetSettings::read,
                SuppressionSettings::read,
                OwnerSettings::read);
        this.clock = clock;
    }

    /** The report about what runs there. */
    public static ReadinessReport report(Settings settings, MadeUpNotice where, Clock clock) {
        return new ReadinessRead(settings, clock).report(where);
    }

    private ReadinessReport report(MadeUpNotice where) {
        AwsSettings aws = settings.part(AwsSettings::read);
        LookupSettings lookups = settings.part(LookupSettings::read);
        try (AwsClients clients = new AwsClients(aws)) {
            Place asked = where.place(aws, clients.credentials(), true);
            AccountRegion place = clients.credentials().accountRegion(asked.account(), asked.region());
            LookupClients calls = clients.lookups(TIMEOUT, lookups.quotaShare(), lookups.quotaShare());
            Set<String> taken = taken(calls, place);
            FleetRead fleet = new FleetRead(place, settings.part(FleetSettings::read), calls, clock);
            DeregistrationDelays delays = new DeregistrationDelays(calls.loadBalancers(place));
            fleet.readAll(lookups.clusters(), delays);
            List<SpotUse> uses = fleet.spotUses();
            sayUnknown(uses, delays);
            int criticalBelow = settings.part(SuppressionSettings::read).criticalBelow();
            return ReadinessReport.of(
                    uses.stream()
                            .map(use -> new Subject(use, criticalBelow, delays.longest(use), taken))
                            .toList(),
                    owners(),
                    notLookedAt,
                    fleet.problems());
        }
    }

    /** The instances whose Spot request says so long that AWS takes them that an agent would have drained them by now. */
    private Set<String> taken(LookupClients calls, AccountRegion place) {
        Instant latest = clock.instant().minus(DRAINED);
        try {
            notLookedAt.add(
                    "DRAINING of instances that AWS does not take just now (ECS does not say how agents are set)");
            Set<String> taken = new HashSet<>();
            new SpotRequests(calls, TIMEOUT, clock).ask(place, Instant.EPOCH, reclaim -> {
                Instant announced = reclaim.announcedAt();
                if (announced != null && announced.isBefore(latest)) {
                    taken.add(reclaim.instanceId());
                }
            });
            return taken;
        } catch (RuntimeException failure) {
            notLookedAt.add("DRAINING: EC2 does not describe Spot requests (" + AwsFailure.describe(failure) + ")");
            return Set.of();
        }
    }

    private void sayUnknown(List<SpotUse> uses, DeregistrationDelays delays) {
        unknown(
                uses,
                ReadinessCheck.ONLY_SPOT,
                "its capacity provider has no instance now",
                use -> use.onDemand() == null);
        unknown(
                uses,
                ReadinessCheck.ONE_ZONE,
                "AWS does not say the zones",
                use -> use.zones().isEmpty());
        unknown(
                uses,
                ReadinessCheck.STOP_TIMEOUT,
                "ECS does not describe the task definition",
                use -> use.stop() == null);
        Set<String> reasons = new TreeSet<>();
        uses.forEach(use -> reasons.addAll(delays.unknown(use)));
        reasons.forEach(why -> unknown(
                uses,
                ReadinessCheck.DEREGISTRATION_DELAY,
                why,
                use -> delays.unknown(use).contains(why)));
    }

    private void unknown(List<SpotUse> uses, ReadinessCheck check, String why, Predicate<SpotUse> which) {
        long services = uses.stream()
                .filter(use -> use.service() != null && which.test(use))
                .count();
        if (services > 0) {
            notLookedAt.add(check + " of services: " + services + " (" + why + ")");
        }
    }

    private Function<SpotUse, Ownership> owners() {
        OwnerSettings owner = settings.part(OwnerSettings::read);
        LiveFile<CatalogueEntry> catalogue = OwnerBeans.catalogue(owner);
        catalogue.reload();
        Owners owners = new Owners(owner, catalogue::entries);
        return use -> use.service() == null
                ? owners.ofTasks(use.name())
                : owners.ofService(
                        use.cluster().name(),
                        use.name(),
                        use.status().map(ServiceStatus::tags).orElse(Map.of()));
    }
}
