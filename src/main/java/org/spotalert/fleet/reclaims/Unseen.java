package org.spotalert.fleet.reclaims;

/**
 * Something that could not be seen.
 *
 * @param where the account and Region, or whatever else was asked
 * @param what what was asked there
 * @param why why it did not answer, and what to do, for a reader
 */
public record Unseen(String where, String what, String why) {

    @Override
    public String toString() {
        return "could not ask " + where + " for " + what + ": " + why;
    }
}
