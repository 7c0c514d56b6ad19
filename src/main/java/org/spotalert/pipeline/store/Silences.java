package org.spotalert.pipeline.store;

import java.time.Instant;
import java.util.List;
import org.spotalert.model.Silence;

/** What the operators have silenced. */
public interface Silences {

    void add(Silence silence);

    /** Those that are not over, the next to end first. */
    List<Silence> notOver(Instant now);

    /**
     * Ends a silence now.
     *
     * @return whether there was such a silence that was not over
     */
    boolean expire(String id, Instant now);
}
