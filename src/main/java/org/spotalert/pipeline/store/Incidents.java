package org.spotalert.pipeline.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Incident;

/** The lives of the interruptions, one row each. */
public interface Incidents {

    /** Those of the incidents that are kept, by their keys. */
    Map<String, Incident> find(Collection<String> keys);

    /**
     * Saves each incident unless somebody else has saved it since: its version is the one in the store, or 0 and the store does
     * not have it. The store keeps it with the next version.
     *
     * @param incidents no key twice
     * @return the keys of those that are not saved: find them again, change them and save them
     */
    Set<String> save(Collection<Incident> incidents);

    /**
     * All incidents of these instances.
     *
     * @param instances as {@link Incident#instanceKey} writes them
     */
    List<Incident> ofInstances(Collection<String> instances);

    /** The keys of at most so many incidents whose next recovery check was due before this time, the most overdue first. */
    List<String> overdue(Instant before, int limit);

    /** The latest that fit, the latest notice first. */
    Page history(Query query);

    /**
     * Which incidents somebody wants to see.
     *
     * @param since when AWS gave the first notice
     * @param cluster a short name or a pattern with * and ?; null for any, known or not
     * @param service the same of a service that loses tasks
     * @param suppressed whether only suppressed ones are wanted
     * @param rule the rule that has decided; null for any
     * @param limit how many are listed at most
     */
    record Query(
            Instant since,
            @Nullable String cluster,
            @Nullable String service,
            boolean suppressed,
            @Nullable Rule rule,
            int limit) {}

    /**
     * An answer.
     *
     * @param all how many fit, listed or not
     */
    record Page(List<Incident> newest, int all) {}
}
