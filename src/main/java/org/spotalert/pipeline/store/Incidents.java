package org.spotalert.pipeline.store;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Incident;
import org.spotalert.model.NamePattern;

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
    List<Incident> newest(Query query);

    /** The latest that fit, and how many fit. */
    Page history(Query query);

    /** How many of those that fit have each value of these facets. A store without such questions counts the latest ones only. */
    Map<Facet, Map<String, Count>> counts(Query query, Set<Facet> facets);

    /**
     * How many there are.
     *
     * @param latest the latest notice among them
     */
    record Count(long incidents, Instant latest) {

        public Count and(Count other) {
            return new Count(incidents + other.incidents, latest.isAfter(other.latest) ? latest : other.latest);
        }
    }

    /**
     * Which incidents somebody wants to see.
     *
     * @param since when AWS gave the first notice
     * @param until before when AWS gave the last one; null for now
     * @param patterns names or patterns with * and ?; of an incident with several values, one must fit
     * @param text a part of the instance's id, or of a cluster's or service's name, in small letters or capitals; null for any
     * @param suppressed whether only suppressed ones are wanted
     * @param rule the rule that has decided; null for any
     * @param after the last one of the page before; null for the first page
     * @param limit how many are listed at most
     */
    record Query(
            Instant since,
            @Nullable Instant until,
            Map<Facet, String> patterns,
            @Nullable String text,
            boolean suppressed,
            @Nullable Rule rule,
            @Nullable Position after,
            int limit) {

        public Query {
            patterns = Map.copyOf(patterns);
        }

        public Query(
                Instant since,
                @Nullable String cluster,
                @Nullable String service,
                boolean suppressed,
                @Nullable Rule rule,
                int limit) {
            this(since, null, patterns(cluster, service), null, suppressed, rule, null, limit);
        }

        /** Whether an incident fits, but for its time, suppression and rule. */
        public boolean fits(Incident incident) {
            return patterns.entrySet().stream()
                            .allMatch(wish -> wish.getKey()
                                    .of(incident)
                                    .anyMatch(new NamePattern(wish.getKey().pattern(wish.getValue()))::matches))
                    && (text == null || hasText(incident, text.toLowerCase(Locale.ROOT)))
                    && (after == null || after.isBefore(Position.of(incident)));
        }

        private static boolean hasText(Incident incident, String part) {
            return Stream.of(
                            Stream.of(Incident.instanceKey(incident.interruption())),
                            Facet.CLUSTER.of(incident),
                            Facet.SERVICE.of(incident))
                    .flatMap(names -> names)
                    .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(part));
        }

        private static Map<Facet, String> patterns(@Nullable String cluster, @Nullable String service) {
            Map<Facet, String> patterns = new EnumMap<>(Facet.class);
            if (cluster != null) {
                patterns.put(Facet.CLUSTER, cluster);
            }
            if (service != null) {
                patterns.put(Facet.SERVICE, service);
            }
            return patterns;
        }
    }

    /** The place of an incident in the history. */
    record Position(Instant noticedAt, String key) {

        public static Position of(Incident incident) {
            return new Position(incident.interruption().noticedAt(), incident.key());
        }

        /** Whether this one is listed first. */
        boolean isBefore(Position other) {
            return noticedAt.isAfter(other.noticedAt)
                    || (noticedAt.equals(other.noticedAt) && key.compareTo(other.key) < 0);
        }
    }

    /**
     * An answer.
     *
     * @param all how many fit, listed or not
     */
    record Page(List<Incident> newest, int all) {}
}
