package org.spotalert.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spotalert.model.AccountRegion;
import org.spotalert.platform.aws.CallDeadline;

/**
 * The lookups in flight in each account and Region. One of low priority begins when there is no other: it spends what alerts
 * leave of the request budget on one cluster after the other. Several would each begin with the same calls and get nowhere.
 */
public final class InFlightLookups {

    /** By their deadlines: a lookup that never ends is over then. */
    private final Map<AccountRegion, List<CallDeadline>> lookups = new HashMap<>();

    /** Begins a lookup unless it has to wait for others; whether it has begun. */
    public synchronized boolean begin(AccountRegion place, CallDeadline deadline, Instant now) {
        List<CallDeadline> others = lookups.computeIfAbsent(place, added -> new ArrayList<>());
        others.removeIf(other -> !now.isBefore(other.at()));
        return (!deadline.lowPriority() || others.isEmpty()) && others.add(deadline);
    }

    /** Ends a lookup. */
    public synchronized void end(AccountRegion place, CallDeadline deadline) {
        lookups.getOrDefault(place, new ArrayList<>()).remove(deadline);
    }
}
