package org.spotalert.pipeline.store;

import java.time.Duration;
import java.util.UUID;

/**
 * How this process holds its leases.
 *
 * @param owner names this process among those that share the store
 * @param length how long a lease holds unless its owner renews it: after a crash, others wait this long
 */
public record Lease(String owner, Duration length) {

    public static Lease ofThisProcess(Duration length) {
        return new Lease(UUID.randomUUID().toString(), length);
    }
}
