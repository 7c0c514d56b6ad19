package org.spotalert.pipeline.intake;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Interruption;
import org.spotalert.model.Interruption.Subject;
import org.spotalert.platform.window.PartialFailure;
import org.spotalert.platform.window.Postponed;

/** Some channel does not have its alerts: the messages of those alerts, and no others, must come back. */
public final class UndeliveredException extends Exception implements PartialFailure {

    private static final long serialVersionUID = 1L;

    /** Why alerts are missing somewhere, by what they are about; null when every alert is. */
    private final transient @Nullable Map<Subject, String> reasons;

    /** Those of them that are only being sent. */
    private final transient Set<Subject> inFlight;

    private final Duration lease;

    /** This is true of everything that it is about: a whole batch, or the one message that it is thrown for. */
    public UndeliveredException(String reason) {
        super(reason);
        this.reasons = null;
        this.inFlight = Set.of();
        this.lease = Duration.ZERO;
    }

    /**
     * Some alerts are missing somewhere.
     *
     * @param reasons where and why, for a reader, by what the alerts are about
     * @param inFlight those of them of which nothing is known but that they are being sent
     * @param lease how long a lease holds that nobody renews
     */
    public UndeliveredException(Map<Subject, String> reasons, Set<Subject> inFlight, Duration lease) {
        super(String.join("; ", reasons.values().stream().distinct().toList()));
        this.reasons = Map.copyOf(reasons);
        this.inFlight = Set.copyOf(inFlight);
        this.lease = lease;
    }

    @Override
    public @Nullable Exception failureOf(Object body) {
        if (reasons == null || !(body instanceof Interruption interruption)) {
            return this;
        }
        String reason = reasons.get(interruption.subject());
        if (reason == null) {
            return null;
        }
        return inFlight.contains(interruption.subject())
                ? new InFlight(reason, lease)
                : new UndeliveredException(reason);
    }

    /** An alert is just being sent: its message comes back to see how that ended. */
    static final class InFlight extends Exception implements Postponed {

        private static final long serialVersionUID = 1L;

        private static final int MOST_DOUBLINGS = 4;

        /** A third longer than the lease of a process that has died. */
        private final Duration first;

        /** @param reason the channels, for a reader */
        InFlight(String reason, Duration lease) {
            super(reason);
            this.first = lease.plus(lease.dividedBy(3));
        }

        /** Longer each time: few receives are left before the message would be a dead letter. */
        @Override
        public Duration delay(int receives) {
            return first.multipliedBy(1L << Math.min(Math.max(receives - 1, 0), MOST_DOUBLINGS));
        }
    }
}
