package org.spotalert.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spotalert.model.AccountRegion;
import org.spotalert.platform.aws.CallDeadline;

/**
 * The looks that are just being taken in each account and Region. One of low priority begins when there is no other: it spends what
 * alerts leave of the request budget on one cluster after the other, and several would each begin with the same calls and get
 * further with none.
 */
public final class InFlightLookups {

    /** By their deadlines: a look whose end nobody has told is over then. */
    private final Map<AccountRegion, List<CallDeadline>> looks = new HashMap<>();

    /** Begins a look unless it has to wait for others; whether it has begun. */
    public synchronized boolean begin(AccountRegion place, CallDeadline deadline, Instant now) {
        List<CallDeadline> others = looks.computeIfAbsent(place, added -> new ArrayList<>());
        others.removeIf(other -> !now.isBefore(other.at()));
        return (!deadline.lowPriority() || others.isEmpty()) && others.add(deadline);
    }

    /** Ends a look. */
    public synchronized void end(AccountRegion place, CallDeadline deadline) {
        looks.getOrDefault(place, new ArrayList<>()).remove(deadline);
    }
}
