package org.spotalert.cli.whatif;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spotalert.app.Settings;
import org.spotalert.cli.explain.MadeUpNotice;
import org.spotalert.fleet.FleetRead;
import org.spotalert.fleet.FleetSettings;
import org.spotalert.fleet.LookupSettings;
import org.spotalert.model.Cluster;
import org.spotalert.model.Impact;
import org.spotalert.model.Place;
import org.spotalert.pipeline.enrich.Enricher;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.aws.CallerCredentials;
import picocli.CommandLine.Option;

/** Spot capacity that AWS may take at the same time: the options that name it, and how it is found. */
public final class Pool {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "The Spot Instances and the tasks of Fargate Spot of this cluster.")
    private @Nullable String cluster;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Those of this Availability Zone, such as eu-west-1b.")
    private @Nullable String zone;

    @Option(names = "--type", paramLabel = "TYPE", description = "The Spot Instances of this type, such as m5.large.")
    private @Nullable String type;

    /**
     * What is lost.
     *
     * @param problems what could not be read, for a reader
     */
    public record Losses(List<Impact> impacts, List<String> problems) {}

    /** Reads the clusters, and says what they would lose. The share of the request quotas is that of alerts. */
    public Losses losses(MadeUpNotice notice, Settings read, Clock clock) {
        AwsSettings aws = read.part(AwsSettings::read);
        LookupSettings lookups = read.part(LookupSettings::read);
        FleetSettings settings = read.part(FleetSettings::read);
        Instant now = clock.instant();
        try (AwsClients clients = new AwsClients(aws)) {
            CallerCredentials credentials = clients.credentials();
            Place place = notice.place(aws, credentials, true);
            FleetRead fleet = new FleetRead(
                    credentials.accountRegion(place.account(), place.region()),
                    settings,
                    clients.lookups(TIMEOUT, lookups.quotaShare(), lookups.quotaShare()),
                    clock);
            fleet.read(cluster == null ? lookups.clusters() : List.of(new Cluster(cluster)));
            // What was read after this time holds for the notice.
            Enricher enricher = new Enricher(
                    Clock.fixed(now, ZoneOffset.UTC), clock, TIMEOUT, credentials, fleet.fleet(), settings);
            return new Losses(
                    enricher.finish(enricher
                            .begin(fleet.spot(zone, type).stream()
                                    .map(resource -> MadeUpNotice.of(resource, place, now))
                                    .toList())
                            .stream()
                            .map(fleet::losses)
                            .toList()),
                    fleet.problems());
        }
    }
}
