package org.spotalert.fleet.reclaims;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Arn;
import org.spotalert.model.Cluster;
import org.spotalert.model.Incident;
import org.spotalert.model.Place;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.aws.CallerCredentials;

/**
 * Where AWS is asked what it takes: in the program's own account and Region, in those that the settings name, and wherever
 * instances of earlier incidents were. The program knows no other list of its members.
 */
public final class ReclaimPlaces {

    private static final Duration WEEKS = Duration.ofDays(14);
    private static final Duration LIST_AGAIN = Duration.ofMinutes(15);

    private final CallerCredentials credentials;
    private final Function<Instant, Collection<Incident>> incidents;
    private final Clock clock;
    private final List<Place> named;
    private final AtomicReference<@Nullable Listed> listed = new AtomicReference<>();

    private record Listed(List<Place> places, Instant again) {}

    /**
     * @param clusters those that the settings name
     * @param incidents finds the incidents since then, the latest first
     */
    public ReclaimPlaces(
            AwsSettings aws,
            List<Cluster> clusters,
            CallerCredentials credentials,
            Function<Instant, Collection<Incident>> incidents,
            Clock clock) {
        this.credentials = credentials;
        this.incidents = incidents;
        this.clock = clock;
        this.named = Stream.of(
                        Stream.of(new Place(null, aws.region(), null)),
                        Stream.ofNullable(aws.role())
                                .flatMap(role -> role.accounts().stream())
                                .map(account -> new Place(account, aws.region(), null)),
                        clusters.stream()
                                .flatMap(cluster -> Arn.parse(cluster.reference()).stream())
                                .map(arn -> new Place(arn.account(), arn.region(), null)))
                .flatMap(places -> places)
                .toList();
    }

    /** Those that the settings name. */
    public Set<AccountRegion> named() {
        return asked(named.stream());
    }

    /**
     * All of them.
     *
     * @throws RuntimeException when the incidents cannot be listed, and never could
     */
    public Set<AccountRegion> all() {
        return asked(Stream.concat(named.stream(), seen().stream()));
    }

    /**
     * An account without a role is left out: the answer would be the own account's. While STS does not say which that is, each is
     * asked by its role: no member goes unasked in silence.
     */
    private Set<AccountRegion> asked(Stream<Place> places) {
        return places.filter(place -> place.account() == null || credentials.looksInto(place.account()))
                .map(place -> new AccountRegion(
                        credentials.ownAccount().equals(Optional.ofNullable(place.account())) ? null : place.account(),
                        place.region()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<Place> seen() {
        Listed last = listed.get();
        Instant now = clock.instant();
        if (last == null || !now.isBefore(last.again())) {
            try {
                last = new Listed(list(now.minus(WEEKS)), now.plus(LIST_AGAIN));
                listed.set(last);
            } catch (RuntimeException storeFails) {
                if (last == null) {
                    throw storeFails;
                }
            }
        }
        return last.places();
    }

    private List<Place> list(Instant since) {
        return incidents.apply(since).stream()
                .filter(ReclaimPlaces::showsItsPlace)
                .map(incident -> incident.interruption().place())
                .map(place -> new Place(place.account(), place.region(), null))
                .distinct()
                .toList();
    }

    /** A message may name any account and Region; one counts where EC2 or ECS knew the instance. */
    private static boolean showsItsPlace(Incident incident) {
        return incident.impact().instanceType() != null || incident.impact().cluster() != null;
    }
}
