package org.spotalert.enrich;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.spotalert.aws.AccountRegion;

/**
 * Where what alerts could not say is being looked up: one look at a time in each account and Region. A look spends what alerts
 * leave of the request budget on one cluster after the other; several would each begin with the same calls, and get further
 * with none.
 */
final class LooksUnderWay {

    private final Map<AccountRegion, Instant> latestEnds = new ConcurrentHashMap<>();

    /**
     * Begins a look.
     *
     * @param latestEnd when it is over, even if nobody says so
     * @return whether it may begin; {@code false} while another is under way
     */
    @SuppressWarnings("ReferenceEquality") // Another look may have the same end.
    boolean begin(AccountRegion place, Instant now, Instant latestEnd) {
        return latestEnds.compute(place, (same, other) -> other != null && now.isBefore(other) ? other : latestEnd)
                == latestEnd;
    }

    /** The look is over. */
    void end(AccountRegion place) {
        latestEnds.remove(place);
    }
}
