package org.spotalert.fleet.reclaims;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.spotalert.model.AccountRegion;

/** One of AWS's answers that say what AWS has taken. */
public interface ReclaimSource {

    /** The right that it needs, by which readers know it. */
    String name();

    /** How long an answer serves before it is asked again. */
    default Duration interval() {
        return Duration.ZERO;
    }

    /**
     * Gives what AWS has taken there, page by page, so that a failure loses no earlier page.
     *
     * @throws RuntimeException when AWS does not answer, or not to the end
     */
    void ask(AccountRegion there, Instant since, Consumer<Reclaim> found);
}
