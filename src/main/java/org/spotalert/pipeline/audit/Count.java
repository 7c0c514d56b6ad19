package org.spotalert.pipeline.audit;

/**
 * How many there are.
 *
 * @param number how many were seen
 * @param exact whether all could be seen; else there may be more, and none that was seen says nothing
 */
public record Count(long number, boolean exact) {

    /** Whether the number says something. */
    boolean known() {
        return exact || number > 0;
    }

    @Override
    public String toString() {
        return exact ? String.valueOf(number) : number == 0 ? "unknown" : "at least " + number;
    }
}
