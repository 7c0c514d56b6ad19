package org.spotalert.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether everything that was asked about an instance was answered.
 *
 * @param reasons what is missing and why, for a reader; empty when nothing is missing
 * @param asOf when AWS said all this, before it was asked about the notice; null when it answered then
 */
public record Completeness(List<String> reasons, @Nullable Instant asOf) {

    /** Every question was answered. */
    public static final Completeness COMPLETE = new Completeness(List.of());

    private static final String UNCONFIRMED = "AWS has not confirmed what ran there at ";

    public Completeness {
        reasons = List.copyOf(reasons);
    }

    public Completeness(List<String> reasons) {
        this(reasons, null);
    }

    public boolean partial() {
        return !reasons.isEmpty();
    }

    /** Whether AWS has said all of it when asked after the notice. What it said before is no ground to notify nobody. */
    public boolean certain() {
        return !partial() && asOf == null;
    }

    /** What is not certain, for a reader; empty when all is. */
    public List<String> doubts() {
        return asOf == null ? reasons : List.of(UNCONFIRMED + asOf);
    }

    /** Whether these doubts are only that AWS has not confirmed what it said before. */
    public static boolean unconfirmed(List<String> doubts) {
        return !doubts.isEmpty() && doubts.stream().allMatch(doubt -> doubt.startsWith(UNCONFIRMED));
    }

    /** The doubts as one sentence part; empty when all is certain. */
    public String reason() {
        return String.join("; ", doubts());
    }

    @Override
    public String toString() {
        return partial() ? "PARTIAL" : "COMPLETE";
    }
}
