package org.spotalert.claim;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.spotalert.claim.ClaimRepository.Claimed;
import org.spotalert.decide.Alert;

/** A claim before each send, confirmed after it: a channel is given each alert once, and a crash loses none. */
public final class Claims {

    private final Map<String, ClaimRepository> repositories = new ConcurrentHashMap<>();
    private final ClaimDatabase database;
    private final ClaimLease lease;

    public Claims(ClaimDatabase database, ClaimLease lease) {
        this.database = database;
        this.lease = lease;
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
     * Claims those of the alerts that the channel does not have and nobody is sending.
     *
     * @throws RuntimeException when the store is not open or fails
     */
    public Share claim(String channel, List<Alert> alerts) {
        database.awaitOpen();
        try {
            Claimed answer = repository(channel).claim(keys(alerts));
            database.works();
            return new Share(
                    those(alerts, answer.claimed()::contains),
                    those(alerts, answer.confirmed()::contains),
                    those(
                            alerts,
                            key -> !answer.claimed().contains(key)
                                    && !answer.confirmed().contains(key)));
        } catch (RuntimeException failure) {
            database.fails(failure);
            throw failure;
        }
    }

    /** Records that the channel has these. When the store fails they may be repeated: they are sent already. */
    public void confirm(String channel, List<Alert> alerts) {
        change(() -> repository(channel).confirm(keys(alerts)));
    }

    /** Gives back claims whose alerts were not sent. When the store fails the claims lapse by themselves. */
    public void release(String channel, List<Alert> alerts) {
        change(() -> repository(channel).release(keys(alerts)));
    }

    private void change(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException failure) {
            database.fails(failure);
        }
    }

    private ClaimRepository repository(String channel) {
        return repositories.computeIfAbsent(channel, name -> new ClaimRepository(database.dataSource(), name, lease));
    }

    private static List<String> keys(List<Alert> alerts) {
        return alerts.stream().map(AlertKey::of).toList();
    }

    private static List<Alert> those(List<Alert> alerts, Predicate<String> keys) {
        return alerts.stream().filter(alert -> keys.test(AlertKey.of(alert))).toList();
    }
}
