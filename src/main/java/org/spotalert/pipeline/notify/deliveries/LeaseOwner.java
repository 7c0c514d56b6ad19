package org.spotalert.pipeline.notify.deliveries;

import java.time.Duration;
import java.util.UUID;

/**
 * How this process holds its claims.
 *
 * @param owner names this process among those that share the store
 * @param length how long a claim holds unless it is renewed: after a crash, others wait this long
 */
public record LeaseOwner(String owner, Duration length) {

    /** The lease of a new process. */
    public static LeaseOwner ofThisProcess() {
        return new LeaseOwner(UUID.randomUUID().toString(), Duration.ofSeconds(15));
    }
}
