package org.spotalert.pipeline.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.spotalert.model.Interruption;

/** Knows the notices that have lost their hurry: those whose time is over. */
public final class LateNotices {

    private final Clock clock;

    public LateNotices(Clock clock) {
        this.clock = clock;
    }

    /** Whether all of these are late. */
    public boolean all(List<Interruption> interruptions) {
        Instant now = clock.instant();
        return interruptions.stream().allMatch(interruption -> interruption.late(now));
    }
}
