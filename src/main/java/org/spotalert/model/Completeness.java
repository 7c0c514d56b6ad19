package org.spotalert.model;

import java.util.List;

/**
 * Whether everything that was asked about an instance was answered.
 *
 * @param reasons what is missing and why, for a reader; empty when nothing is missing
 */
public record Completeness(List<String> reasons) {

    /** Every question was answered. */
    public static final Completeness COMPLETE = new Completeness(List.of());

    public Completeness {
        reasons = List.copyOf(reasons);
    }

    /** Whether something is missing. */
    public boolean partial() {
        return !reasons.isEmpty();
    }

    /** The reasons as one sentence part; empty when nothing is missing. */
    public String reason() {
        return String.join("; ", reasons);
    }

    @Override
    public String toString() {
        return partial() ? "PARTIAL" : "COMPLETE";
    }
}
