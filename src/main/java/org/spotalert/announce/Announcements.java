package org.spotalert.announce;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.spotalert.claim.MessageClaims;
import org.spotalert.claim.MessageClaims.Turn;
import org.spotalert.suppress.Announcement;

/**
 * Sees to it that each channel is told each announcement once, by one of the processes that share the store: every process
 * notices the same, one of them has the claim, and the others look until that one is done. What fails is tried again.
 */
public final class Announcements {

    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    /** Stands for a channel where the log is told; no channel has a name like this. */
    private static final String LOG_CHANNEL = "(log)";

    private static final String LOG_ENDPOINT = "direct:announcement-log";

    /** An announcement that nobody could be told for so long is given up. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
    /** Not longer than the lease of a claim: the other process may have crashed. */
    private static final Duration WHILE_ANOTHER_SENDS = Duration.ofSeconds(10);

    /** A channel has ended by then, whatever it waits for. */
    private static final Duration LONGEST_SEND = Duration.ofMinutes(10);

    private final List<Supplier<List<Announcement>>> sources;
    private final List<String> channels;
    private final Function<String, String> endpoints;
    private final MessageClaims claims;
    private final Function<Exception, String> failures;
    private final Clock clock;
    private final Map<String, Open> open = new ConcurrentSkipListMap<>();

    /**
     * What a channel may still have to be told.
     *
     * @param due when it is to be tried next
     * @param expires when it is given up
     */
    private record Open(String channel, Announcement announcement, Instant due, Instant expires) {

        String key() {
            return channel + "/" + announcement.key();
        }

        Open later(Instant next) {
            return new Open(channel, announcement, next, expires);
        }
    }

    /**
     * @param sources tell what is new each time they are asked
     * @param channels the names of the channels that are told; the log is told anyway
     * @param endpoints where a channel takes what it tells
     * @param failures says in words, and without secrets, why a channel failed
     */
    public Announcements(
            List<Supplier<List<Announcement>>> sources,
            List<String> channels,
            Function<String, String> endpoints,
            MessageClaims claims,
            Function<Exception, String> failures,
            Clock clock) {
        this.sources = List.copyOf(sources);
        this.channels = List.copyOf(channels);
        this.endpoints = endpoints;
        this.claims = claims;
        this.failures = failures;
        this.clock = clock;
    }

    /** What is to be told now, claimed for the caller. */
    public List<Telling> due() {
        Instant now = clock.instant();
        for (Supplier<List<Announcement>> source : sources) {
            source.get().forEach(announcement -> add(announcement, now));
        }
        return open.values().stream()
                .filter(entry -> !entry.due().isAfter(now))
                .flatMap(entry -> claimed(entry, now).stream())
                .toList();
    }

    private void add(Announcement announcement, Instant now) {
        Stream<String> told = announcement.logOnly()
                ? Stream.of(LOG_CHANNEL)
                : Stream.concat(Stream.of(LOG_CHANNEL), channels.stream());
        told.map(channel -> new Open(channel, announcement, now, now.plus(PATIENCE)))
                .forEach(entry -> open.put(entry.key(), entry));
    }

    private Optional<Telling> claimed(Open entry, Instant now) {
        switch (turn(entry)) {
            case MINE -> {
                open.put(entry.key(), entry.later(now.plus(LONGEST_SEND)));
                return Optional.of(new Telling(entry.channel(), endpoint(entry.channel()), entry.announcement()));
            }
            case ANOTHERS -> open.put(entry.key(), entry.later(now.plus(WHILE_ANOTHER_SENDS)));
            case OVER -> open.remove(entry.key());
        }
        return Optional.empty();
    }

    /** While the store fails it is told without a claim: better twice than not at all. */
    private Turn turn(Open entry) {
        try {
            return claims.claim(entry.channel(), entry.announcement().key());
        } catch (RuntimeException storeFails) {
            return Turn.MINE;
        }
    }

    private String endpoint(String channel) {
        return channel.equals(LOG_CHANNEL) ? LOG_ENDPOINT : endpoints.apply(channel);
    }

    /** Notes that the channel has told it. */
    public void told(Telling telling) {
        claims.confirm(telling.channel(), telling.announcement().key());
        open.remove(key(telling));
    }

    /** Notes that the channel has failed with it, so that it is tried again, here or by another process. */
    public void failed(Telling telling, Exception failure) {
        claims.release(telling.channel(), telling.announcement().key());
        String reason = failures.apply(failure);
        Instant next = clock.instant().plus(AFTER_FAILURE);
        open.computeIfPresent(key(telling), (key, entry) -> {
            boolean over = next.isAfter(entry.expires());
            LOG.atLevel(over ? Level.ERROR : Level.WARN)
                    .addKeyValue("announcement", telling.announcement().title())
                    .addKeyValue("channel", telling.channel())
                    .addKeyValue("reason", reason)
                    .log(over ? "announcement is given up" : "announcement is not told; trying again");
            return over ? null : entry.later(next);
        });
    }

    private static String key(Telling telling) {
        return telling.channel() + "/" + telling.announcement().key();
    }
}
