package org.spotalert.fleet.reclaims;

import java.util.List;

/**
 * What AWS has taken, as far as AWS could be asked.
 *
 * @param reclaims each once
 * @param unseen what could not be seen; empty when these are all
 */
public record Observation(List<Reclaim> reclaims, List<Unseen> unseen) {

    public Observation {
        reclaims = List.copyOf(reclaims);
        unseen = List.copyOf(unseen);
    }

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
}
