package org.spotalert.pipeline.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a channel that fails makes way for its fallback: while there is still time for what people have to do. */
public final class FallbackDeadline {

    private final Clock clock;
    private final Duration patience;

    /**
     * @param patience how long a channel may try before its fallback is told
     */
    public FallbackDeadline(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** From when on the channel that is given its alerts now gives up after a failure; null when it has no fallback. */
    public @Nullable Instant of(Delivery delivery) {
        return delivery.fallback() == null ? null : clock.instant().plus(patience);
    }
}
