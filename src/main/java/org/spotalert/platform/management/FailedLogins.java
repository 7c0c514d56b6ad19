package org.spotalert.platform.management;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the failed logins of each address, and makes an address pause after several. */
final class FailedLogins {

    /** How long an address pauses. */
    static final Duration PAUSE = Duration.ofSeconds(30);
    /** How many logins may fail before the pause. */
    static final int MOST = 5;
    /** Beyond these the addresses seen longest ago are forgotten. */
    static final int ADDRESSES = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(FailedLogins.class);

    private final Cache<String, Integer> failures;

    FailedLogins(Ticker ticker) {
        this.failures = Caffeine.newBuilder()
                .maximumSize(ADDRESSES)
                .expireAfterWrite(PAUSE)
                .ticker(ticker)
                .build();
    }

    boolean mustPause(String address) {
        Integer failed = failures.getIfPresent(address);
        return failed != null && failed >= MOST;
    }

    void add(String address) {
        Integer failed = failures.asMap().merge(address, 1, Integer::sum);
        if (failed != null && failed == MOST) {
            LOG.atWarn()
                    .addKeyValue("address", address)
                    .addKeyValue("seconds", PAUSE.toSeconds())
                    .log("logins to the management port fail; this address must pause");
        }
    }

    void forget(String address) {
        failures.invalidate(address);
    }

    /** How many addresses are remembered. */
    long size() {
        failures.cleanUp();
        return failures.estimatedSize();
    }
}
