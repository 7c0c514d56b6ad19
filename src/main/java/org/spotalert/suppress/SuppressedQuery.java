package org.spotalert.suppress;

import java.time.Instant;
import java.util.List;
import org.spotalert.claim.StoreConnection;
import org.spotalert.claim.StoreSettings;
import org.spotalert.claim.StoreUnreadableException;

/**
 * Which suppressed alerts somebody wants to see.
 *
 * @param since when the first of them may have been decided
 * @param rule the rule that has suppressed them, by its name or a pattern of names
 * @param cluster the short name of the cluster, or a pattern of names
 */
public record SuppressedQuery(Instant since, String rule, String cluster) {

    /** What any name is like. */
    public static final String ANY = "*";

    /**
     * What was found.
     *
     * @param newest the last decided ones, the newest first
     * @param all how many there are in all
     */
    public record Answer(List<SuppressedAlert> newest, int all) {

        public Answer {
            newest = List.copyOf(newest);
        }
    }

    /**
     * Asks for them beside the running program.
     *
     * @param most how many are listed
     * @throws StoreUnreadableException when the store does not answer, or another process holds it
     */
    public Answer ask(StoreSettings store, int most) throws StoreUnreadableException {
        return StoreConnection.ask(store, database -> new SuppressedStore(database).newest(this, most));
    }
}
