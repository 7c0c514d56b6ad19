package org.spotalert.pipeline.watch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.fleet.reclaims.Reclaim;
import org.spotalert.fleet.reclaims.ReclaimPlaces;
import org.spotalert.fleet.reclaims.Reclaims;
import org.spotalert.fleet.reclaims.SpotRequests;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;

/**
 * A second way to the warning. The status of a Spot request changes when AWS decides to take the instance; what EventBridge has
 * not announced by then is put on the queue, and takes the way of every notice from there.
 */
public final class RequestWatch {

    private static final Logger LOG = LoggerFactory.getLogger("org.spotalert.watch");
    /** EC2 deletes a request after four hours. */
    private static final Duration LISTED = Duration.ofHours(5);

    private static final int LATEST = 50_000;
    /**
     * EventBridge is given so long. The notice of an instance that may run again is known by its time, which differs by the way
     * it came.
     */
    private static final Duration PRECEDENCE = Duration.ofSeconds(10);

    private final WatchLease lease;
    private final ReclaimPlaces places;
    private final Supplier<Optional<String>> ownAccount;
    private final SpotRequests requests;
    private final KnownIncidents known;
    private final Consumer<List<Interruption>> queue;
    private final Executor threads;
    private final Clock clock;
    /** What was looked at before: the program does not repeat itself, nor announce what is hours old when it starts. */
    private final Cache<Reclaim, Boolean> seen =
            Caffeine.newBuilder().expireAfterAccess(LISTED).maximumSize(LATEST).build();

    private final Set<AccountRegion> begun = ConcurrentHashMap.newKeySet();
    private final Map<AccountRegion, String> problems = new ConcurrentHashMap<>();

    /**
     * @param ownAccount the account of the program, if it is known
     * @param queue puts notices on the program's queue; fails when it cannot
     * @param threads ask one account and Region each
     */
    RequestWatch(
            WatchLease lease,
            ReclaimPlaces places,
            Supplier<Optional<String>> ownAccount,
            SpotRequests requests,
            KnownIncidents known,
            Consumer<List<Interruption>> queue,
            Executor threads,
            Clock clock) {
        this.lease = lease;
        this.places = places;
        this.ownAccount = ownAccount;
        this.requests = requests;
        this.known = known;
        this.queue = queue;
        this.threads = threads;
        this.clock = clock;
    }

    /** Checks every account and Region, if this replica is the one that watches. */
    public void check() {
        if (!lease.acquire()) {
            begun.clear();
            problems.clear();
            return;
        }
        Set<AccountRegion> all = places();
        problems.keySet().retainAll(all);
        CompletableFuture.allOf(all.stream()
                        .map(there -> CompletableFuture.runAsync(() -> check(there), threads))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private Set<AccountRegion> places() {
        try {
            return places.all();
        } catch (RuntimeException storeFails) {
            return places.named();
        }
    }

    private void check(AccountRegion there) {
        Instant now = clock.instant();
        try {
            String account = Optional.ofNullable(there.account())
                    .or(ownAccount)
                    .orElseThrow(() -> new IllegalStateException("STS does not say the program's own account"));
            List<Reclaim> news = new ArrayList<>();
            requests.ask(there, now.minus(LISTED), reclaim -> news.add(reclaim.in(account)));
            news.removeIf(reclaim -> seen.getIfPresent(reclaim) != null
                    || (reclaim.action() != InstanceAction.TERMINATE && !saidBefore(now.minus(PRECEDENCE), reclaim)));
            List<Interruption> notices = unknown(news.stream()
                    .filter(reclaim ->
                            begun.contains(there) || !saidBefore(now.minus(InterruptionKind.WARNING_TIME), reclaim))
                    .map(Reclaim::notice)
                    .toList());
            queue.accept(notices);
            news.forEach(reclaim -> seen.put(reclaim, true));
            begun.add(there);
            notices.forEach(RequestWatch::log);
            if (problems.remove(there) != null) {
                LOG.atInfo().addKeyValue("place", there).log("Spot requests are watched again");
            }
        } catch (RuntimeException failure) {
            failed(there, Reclaims.reason(there, failure));
        }
    }

    /** While the store fails, what is known is not: an alert may be repeated then. */
    private List<Interruption> unknown(List<Interruption> notices) {
        try {
            return known.unknown(notices);
        } catch (RuntimeException storeFails) {
            return notices;
        }
    }

    private static boolean saidBefore(Instant time, Reclaim reclaim) {
        Instant said = reclaim.saidAt();
        return said != null && said.isBefore(time);
    }

    private static void log(Interruption notice) {
        LOG.atInfo()
                .addKeyValue("eventId", notice.eventId())
                .addKeyValue("account", notice.account())
                .addKeyValue("region", notice.region())
                .addKeyValue("instanceId", notice.resourceId())
                .log("AWS takes an instance that EventBridge has not announced");
    }

    private void failed(AccountRegion there, String reason) {
        if (!reason.equals(problems.put(there, reason))) {
            LOG.atWarn()
                    .addKeyValue("place", there)
                    .addKeyValue("reason", reason)
                    .log("Spot requests cannot be watched; EventBridge alone announces what AWS takes; trying again");
        }
    }

    /** What cannot be watched, for a reader; nothing when all is well. */
    public Optional<String> warning() {
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of("Spot requests cannot be watched, so that EventBridge alone announces what AWS takes: "
                        + problems);
    }
}
