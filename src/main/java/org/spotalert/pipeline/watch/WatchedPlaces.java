package org.spotalert.pipeline.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Place;
import org.spotalert.pipeline.store.Incidents;
import org.spotalert.pipeline.store.StoreAccess;
import org.spotalert.platform.aws.CallerCredentials;

/**
 * Where to watch: in the program's own account and Region, in the accounts that the settings name, and wherever something was
 * interrupted within weeks. The program knows no other list of its members.
 */
final class WatchedPlaces {

    private static final Duration WEEKS = Duration.ofDays(14);
    private static final Duration LIST_AGAIN = Duration.ofMinutes(15);
    private static final int LATEST = 500;
    /** Members and Regions of a large organization; each costs a call an interval. */
    private static final int MOST = 50;

    private final CallerCredentials credentials;
    private final Supplier<Optional<String>> ownAccount;
    private final String region;
    private final Set<String> accounts;
    private final StoreAccess store;
    private final Clock clock;
    private final AtomicReference<Listed> listed = new AtomicReference<>(new Listed(Set.of(), Instant.MIN));

    private record Listed(Set<Place> places, Instant again) {}

    /**
     * @param ownAccount the account of the program, if it is known
     * @param region the program's own Region
     * @param accounts the accounts that the settings name
     */
    WatchedPlaces(
            CallerCredentials credentials,
            Supplier<Optional<String>> ownAccount,
            String region,
            Set<String> accounts,
            StoreAccess store,
            Clock clock) {
        this.credentials = credentials;
        this.ownAccount = ownAccount;
        this.region = region;
        this.accounts = Set.copyOf(accounts);
        this.store = store;
        this.clock = clock;
    }

    /** The accounts by where they are asked; nothing while the program's own account is unknown. */
    Map<AccountRegion, String> all() {
        Map<AccountRegion, String> all = new HashMap<>();
        ownAccount.get().ifPresent(own -> {
            all.put(new AccountRegion(null, region), own);
            accounts.forEach(account -> add(all, own, new Place(account, region, null)));
            seen().forEach(place -> add(all, own, place));
        });
        return all;
    }

    /** Leaves out an account that has no role: the answer would be the own account's. */
    private void add(Map<AccountRegion, String> all, String own, Place place) {
        String account = place.account();
        AccountRegion there = credentials.accountRegion(account, place.region());
        if (account != null && all.size() < MOST && (there.account() != null || account.equals(own))) {
            all.put(there, account);
        }
    }

    private Set<Place> seen() {
        Listed last = Objects.requireNonNull(listed.get());
        Instant now = clock.instant();
        if (now.isBefore(last.again())) {
            return last.places();
        }
        try {
            Set<Place> places = store
                    .ask(any -> any.incidents()
                            .history(new Incidents.Query(now.minus(WEEKS), null, null, false, null, LATEST)))
                    .newest()
                    .stream()
                    .map(incident -> incident.interruption().place())
                    .map(place -> new Place(place.account(), place.region(), null))
                    .collect(Collectors.toSet());
            listed.set(new Listed(places, now.plus(LIST_AGAIN)));
            return places;
        } catch (RuntimeException storeFails) {
            return last.places();
        }
    }
}
