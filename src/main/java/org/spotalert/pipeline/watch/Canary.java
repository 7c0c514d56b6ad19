package org.spotalert.pipeline.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Completeness;
import org.spotalert.model.DeliveryKey;
import org.spotalert.model.Impact;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Place;
import org.spotalert.model.Resource;
import org.spotalert.pipeline.intake.CanaryEvent;
import org.spotalert.pipeline.store.StoreAccess;
import org.spotalert.platform.aws.AwsFailure;

/**
 * Sends an event of its own where AWS sends notices, and misses it when it does not arrive. The store has which was sent, by
 * whichever replica, and which has arrived, at whichever.
 */
public final class Canary {

    private static final Logger LOG = LoggerFactory.getLogger("org.spotalert.watch");
    private static final String SENT = "canary-sent";
    private static final String ARRIVED = "canary";
    private static final String NOTHING = "";

    private final StoreAccess store;
    private final Duration interval;
    private final Supplier<Place> place;
    private final Consumer<String> bus;
    private final Clock clock;
    private final AtomicReference<String> sendFailure = new AtomicReference<>(NOTHING);
    /** The one at which they began to be missing, until the channels receive that. */
    private final AtomicReference<@Nullable Instant> begins = new AtomicReference<>();

    private final AtomicReference<String> missed = new AtomicReference<>(NOTHING);

    /**
     * @param interval the time between two of them
     * @param place the program's account and Region
     * @param bus puts an event with this detail on the bus that the rule watches; fails when it cannot
     */
    Canary(StoreAccess store, Duration interval, Supplier<Place> place, Consumer<String> bus, Clock clock) {
        this.place = place;
        this.store = store;
        this.interval = interval;
        this.bus = bus;
        this.clock = clock;
    }

    /**
     * Sends the one that is due, unless another replica does.
     *
     * @return whether the two before it are missing
     */
    public boolean send() {
        Instant now = clock.instant();
        Instant slot = slot(now);
        try {
            Set<String> last = marks(slot, 1);
            Set<String> before = marks(slot, 2);
            boolean missing = lost(last) && lost(before);
            boolean known = !NOTHING.equals(missed.get()) || lost(marks(slot, 3));
            begins.set(missing && !known ? slot : null);
            // One that was never sent, of a timer that was late, says nothing: only an arrival ends it.
            boolean arrives = last.contains(ARRIVED) || before.contains(ARRIVED);
            if (arrives && !NOTHING.equals(missed.getAndSet(NOTHING))) {
                LOG.info("canaries arrive again");
            }
            if (store.ask(any -> any.deliveries().acquire(SENT, List.of(key(slot))))
                    .leased()
                    .isEmpty()) {
                return missing;
            }
            // One that cannot be sent is as missing as one that is lost.
            store.use(any -> any.deliveries().markSent(SENT, List.of(key(slot))));
            put(slot, now);
            return missing;
        } catch (RuntimeException storeFails) {
            // The check of the store says so.
            return false;
        }
    }

    private void put(Instant slot, Instant now) {
        try {
            bus.accept(CanaryEvent.detail(slot, now));
            sendFailure.set(NOTHING);
        } catch (RuntimeException failure) {
            sendFailure.set("events:PutEvents has failed: " + AwsFailure.describe(failure));
        }
    }

    /** What became of the one so many before this. */
    private Set<String> marks(Instant slot, int ago) {
        DeliveryKey key = key(slot.minus(interval.multipliedBy(ago)));
        return store.ask(any -> any.deliveries().sentTo(List.of(key))).getOrDefault(key, Set.of());
    }

    private static boolean lost(Set<String> marks) {
        return marks.contains(SENT) && !marks.contains(ARRIVED);
    }

    /** Takes in that one has arrived, and returns how many seconds it was on its way. */
    public double arrived(CanaryEvent event) {
        store.use(any -> any.deliveries().markSent(ARRIVED, List.of(key(event.slot()))));
        return Math.max(0, Duration.between(event.sentAt(), clock.instant()).toMillis()) / 1000.0;
    }

    /**
     * Says where they are lost, when that is new.
     *
     * @param findings what is wrong in the path, as {@code check} says it
     * @return what the channels are to receive, once for each time that canaries begin to be missing
     */
    public List<Impact> missed(List<String> findings) {
        String where = String.join(
                "; ",
                Stream.concat(Stream.of(Objects.requireNonNull(sendFailure.get())), findings.stream())
                        .filter(text -> !text.isEmpty())
                        .toList());
        String before = Objects.requireNonNull(missed.get());
        // A path that was put right shows nothing any more, and the next canary arrives.
        String now = !where.isEmpty() ? where : before.isEmpty() ? "nothing is wrong that a check can find" : before;
        if (!now.equals(missed.getAndSet(now))) {
            LOG.atError()
                    .addKeyValue("where", now)
                    .log("MISSED CANARY: two events in a row have not come from EventBridge; notices do not either");
        }
        Instant begin = begins.getAndSet(null);
        return begin == null ? List.of() : List.of(impact(begin, now));
    }

    private Impact impact(Instant slot, String where) {
        Interruption missing = new Interruption(
                null,
                InterruptionKind.MISSED_CANARY,
                place.get(),
                new Resource.Ec2Instance("canary"),
                InstanceAction.UNKNOWN,
                slot,
                null,
                Set.of(),
                Interruption.Source.CANARY);
        return new Impact(missing, null, null, null, List.of(), List.of(), 0, new Completeness(List.of(where)), null);
    }

    private Instant slot(Instant now) {
        return Instant.ofEpochMilli(now.toEpochMilli() - now.toEpochMilli() % interval.toMillis());
    }

    /** What health says; nothing when they arrive. */
    public Optional<String> warning() {
        return Optional.ofNullable(missed.get()).filter(text -> !text.isEmpty()).map("MISSED CANARY: "::concat);
    }

    private static DeliveryKey key(Instant slot) {
        return new DeliveryKey("replicas/canary@" + slot, AlertKind.WARNING);
    }
}
