package org.spotalert.pipeline.notify.deliveries;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.spotalert.model.Alert;
import org.spotalert.model.DeliveryKey;
import org.spotalert.pipeline.notify.deliveries.DeliveryTable.Claimed;
import org.spotalert.platform.store.StoreDatabase;

/** A claim before each send, confirmed after it: a channel is given each alert once, and a crash loses none. */
public final class DeliveryLog {

    /** How the names begin that stand for a channel where follow-ups are claimed; no channel has a name like this. */
    static final String FOLLOW_UP = "follow-up (begun)";

    private final Map<String, DeliveryTable> repositories = new ConcurrentHashMap<>();
    /** What this process is just sending, by channel. */
    private final Map<String, Set<String>> underWay = new ConcurrentHashMap<>();

    private final LocalSentCache sentHere = new LocalSentCache();

    private final StoreDatabase database;
    private final LeaseOwner lease;

    public DeliveryLog(StoreDatabase database, LeaseOwner lease) {
        this.database = database;
        this.lease = lease;
    }

    /** What stands for a channel where it is claimed to follow up what this channel was told. */
    public static String followUpFor(String channel) {
        return FOLLOW_UP + " " + channel;
    }

    /**
     * What a channel is to be given of some alerts.
     *
     * @param free nobody has sent these or is sending them: they are claimed for the caller
     * @param sent the channel has these
     * @param underWay somebody else is just sending these
     */
    public record Share(List<Alert> free, List<Alert> sent, List<Alert> underWay) {

        public Share {
            free = List.copyOf(free);
            sent = List.copyOf(sent);
            underWay = List.copyOf(underWay);
        }

        /** All of these, as if nobody had sent any: what is sent without claims. */
        public static Share of(List<Alert> alerts) {
            return new Share(alerts, List.of(), List.of());
        }
    }

    /**
     * Claims those of the alerts that the channel does not have and nobody is sending. What follows a warning keeps its order:
     * a channel that was told the end has no more use for details or another end, and neither goes beside the other.
     *
     * @throws RuntimeException when the store is not open or fails
     */
    public Share claim(String channel, List<Alert> alerts) {
        DeliveryOrder turns =
                ask(() -> DeliveryOrder.of(alerts, keys -> DeliveryState.of(database.dataSource(), channel, keys)));
        Claimed answer = claimed(channel, turns.next());
        Set<String> told = new HashSet<>(answer.confirmed());
        told.addAll(turns.past());
        return new Share(
                those(alerts, answer.claimed()::contains),
                those(alerts, told::contains),
                those(alerts, key -> !answer.claimed().contains(key) && !told.contains(key)));
    }

    /**
     * What a channel is to be given while the store fails: all but what this process has sent or is sending. It is claimed
     * within this process.
     */
    public Share withoutStore(String channel, List<Alert> alerts) {
        Set<String> reserved = reserve(channel, keys(alerts));
        // Asked afterwards: what is sent is noted before its reservation ends.
        Predicate<String> sent = key -> sentHere.has(channel, key);
        underWay(channel).removeAll(reserved.stream().filter(sent).toList());
        return new Share(
                those(alerts, key -> reserved.contains(key) && !sent.test(key)),
                those(alerts, sent),
                those(alerts, key -> !reserved.contains(key) && !sent.test(key)));
    }

    /** Those of the keys that no thread of this process is sending: they are the caller's. */
    private Set<String> reserve(String channel, Collection<String> keys) {
        Set<String> underWay = underWay(channel);
        return keys.stream().distinct().filter(underWay::add).collect(Collectors.toSet());
    }

    /** Claims those of the keys that the channel does not have and nobody is sending. */
    Claimed claimed(String channel, Collection<String> keys) {
        Set<String> reserved = reserve(channel, keys);
        Set<String> given = new HashSet<>();
        try {
            // The store learns later what was sent while it failed.
            Set<String> confirmed = new HashSet<>(sentHere.unconfirmedBy(channel));
            confirmed.retainAll(keys);
            List<String> free =
                    reserved.stream().filter(key -> !confirmed.contains(key)).toList();
            Claimed answer = ask(() -> repository(channel).claim(free));
            given.addAll(answer.claimed());
            confirmed.addAll(answer.confirmed());
            return new Claimed(answer.claimed(), confirmed);
        } finally {
            reserved.removeAll(given);
            underWay(channel).removeAll(reserved);
        }
    }

    private <T> T ask(Supplier<T> question) {
        database.awaitOpen();
        try {
            return question.get();
        } catch (RuntimeException failure) {
            database.fails(failure);
            throw failure;
        }
    }

    /** Records that the channel has these. When the store fails, that is made up for as soon as it answers. */
    public void confirm(String channel, List<Alert> alerts) {
        confirmKeys(channel, keys(alerts));
    }

    void confirmKeys(String channel, List<String> keys) {
        sentHere.add(channel, keys);
        underWay(channel).removeAll(keys);
        change(() -> confirmAll(channel));
    }

    /** Gives back claims whose alerts were not sent. When the store fails they lapse by themselves. */
    public void release(String channel, List<Alert> alerts) {
        releaseKeys(channel, keys(alerts));
    }

    void releaseKeys(String channel, List<String> keys) {
        underWay(channel).removeAll(keys);
        change(() -> repository(channel).release(keys));
    }

    /**
     * Renews the claims of what is just being sent, and confirms what could not be confirmed before.
     *
     * @throws RuntimeException when the store fails
     */
    void renew() {
        underWay.forEach((channel, keys) -> repository(channel).renew(List.copyOf(keys)));
        sentHere.channels().forEach(this::confirmAll);
    }

    private void confirmAll(String channel) {
        List<String> keys = sentHere.unconfirmedBy(channel);
        repository(channel).confirm(keys);
        sentHere.confirmed(channel, keys);
    }

    private void change(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException failure) {
            database.fails(failure);
        }
    }

    private Set<String> underWay(String channel) {
        return underWay.computeIfAbsent(channel, name -> ConcurrentHashMap.newKeySet());
    }

    private DeliveryTable repository(String channel) {
        return repositories.computeIfAbsent(channel, name -> new DeliveryTable(database.dataSource(), name, lease));
    }

    private static List<String> keys(List<Alert> alerts) {
        return alerts.stream().map(DeliveryKey::of).map(DeliveryKey::toString).toList();
    }

    private static List<Alert> those(List<Alert> alerts, Predicate<String> keys) {
        return alerts.stream()
                .filter(alert -> keys.test(DeliveryKey.of(alert).toString()))
                .toList();
    }
}
