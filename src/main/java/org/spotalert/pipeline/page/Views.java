package org.spotalert.pipeline.page;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Incident;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.decide.silence.SilenceEntry;
import org.spotalert.pipeline.store.Facet;
import org.spotalert.pipeline.store.Incidents.Count;
import org.spotalert.pipeline.store.Incidents.Query;
import org.spotalert.pipeline.store.StoreAccess;

/**
 * Reads what pages show, and what they give away as tables.
 *
 * @param channels the names of the channels that run
 */
record Views(
        StoreAccess store,
        Supplier<List<Silence>> silences,
        Supplier<List<MaintenanceWindow>> windows,
        Supplier<Set<String>> channels,
        Clock clock) {

    private static final Request TODAY = new Request(Map.of(Request.SINCE, "24h"));
    private static final int SHOWN = 50;
    private static final int EXPORTED = 1000;
    /** A storm is open as a whole. */
    private static final int MOST_OPEN = 500;

    private static final int RECENT = 10;

    /** What is open, what ended last, and how the last day went. */
    Map<String, Object> now() {
        Instant now = clock.instant();
        Map<Boolean, List<IncidentRow>> day = day(now);
        return Map.of(
                "open",
                day.getOrDefault(true, List.of()),
                "recent",
                day.getOrDefault(false, List.of()).stream().limit(RECENT).toList(),
                "outcomes",
                numbers(counts(TODAY, EnumSet.of(Facet.OUTCOME)).getOrDefault(Facet.OUTCOME, Map.of())));
    }

    /** The incidents of the last day: those that are open, and the others. */
    private Map<Boolean, List<IncidentRow>> day(Instant now) {
        Query query = TODAY.incidents(now, MOST_OPEN);
        return store.query(any -> any.incidents().newest(query)).stream()
                .map(IncidentRow::of)
                .collect(Collectors.partitioningBy(row -> row.open(now)));
    }

    /** The life of the incident with the key that is asked for; empty when there is none. */
    Optional<Map<String, Object>> incident(Request request) {
        return find(request).map(incident -> {
            List<Incident> others = others(incident);
            return Map.of(
                    "row", IncidentRow.of(incident),
                    "events", EventRow.of(incident, others),
                    "verdicts", incident.judgement().verdicts(),
                    "losses", incident.impact(),
                    "others",
                            others.stream()
                                    .filter(other -> !other.key().equals(incident.key()))
                                    .map(IncidentRow::of)
                                    .toList());
        });
    }

    private Optional<Incident> find(Request request) {
        String key = request.get("key");
        return Optional.ofNullable(
                store.query(any -> any.incidents().find(List.of(key))).get(key));
    }

    private List<Incident> others(Incident incident) {
        return store.query(any -> any.incidents().ofInstances(List.of(Incident.instanceKey(incident.interruption()))));
    }

    /** A page of the history, and where the next one begins. */
    Map<String, Object> history(Request request) {
        Rows found = incidents(request, SHOWN);
        return Map.of("rows", found.table().rows(), "next", Objects.requireNonNullElse(found.next(), ""));
    }

    /** Counts by what incidents have in common. */
    Map<String, Object> plots(Request request) {
        Map<Facet, Map<String, Count>> counts = counts(
                request,
                EnumSet.of(
                        Facet.HOUR,
                        Facet.ZONE,
                        Facet.TYPE,
                        Facet.CLUSTER,
                        Facet.OUTCOME,
                        Facet.RECOVERY,
                        Facet.CHANNEL));
        Map<String, Object> model = new HashMap<>();
        counts.forEach((facet, values) -> model.put(facet.toString(), FigureRow.of(facet, values)));
        model.put("hours", numbers(counts.getOrDefault(Facet.HOUR, Map.of())));
        model.put("outcomes", numbers(counts.getOrDefault(Facet.OUTCOME, Map.of())));
        model.put("recoveries", numbers(counts.getOrDefault(Facet.RECOVERY, Map.of())));
        model.put("channels", ChannelRow.of(counts.getOrDefault(Facet.CHANNEL, Map.of()), Set.of()));
        return model;
    }

    /** What became of the warnings at each channel. */
    Map<String, Object> channels(Request request) {
        return Map.of("channels", channelRows(request));
    }

    /** The silences and the maintenance windows. */
    Map<String, Object> quiet() {
        return Map.of("silences", silences.get(), "windows", windowRows());
    }

    /**
     * Rows of incidents.
     *
     * @param next the query of those that come next; null when these are the last
     */
    record Rows(Table<?> table, @Nullable String next) {}

    /** The table of this name; empty when there is none. */
    Optional<Rows> table(String name, Request request) {
        return switch (name) {
            case "open" ->
                rows(new Table<>(IncidentRow.class, day(clock.instant()).getOrDefault(true, List.of())));
            case "incidents" -> Optional.of(incidents(request, EXPORTED));
            case "timeline" ->
                find(request)
                        .flatMap(
                                incident -> rows(new Table<>(EventRow.class, EventRow.of(incident, others(incident)))));
            case "figures" ->
                rows(new Table<>(
                        FigureRow.class,
                        counts(request, EnumSet.allOf(Facet.class)).entrySet().stream()
                                .flatMap(facet -> FigureRow.of(facet.getKey(), facet.getValue()).stream())
                                .toList()));
            case "channels" -> rows(new Table<>(ChannelRow.class, channelRows(request)));
            case "silences" ->
                rows(new Table<>(
                        SilenceEntry.class,
                        silences.get().stream().map(SilenceEntry::of).toList()));
            case "windows" -> rows(new Table<>(WindowRow.class, windowRows()));
            default -> Optional.empty();
        };
    }

    private static Optional<Rows> rows(Table<?> table) {
        return Optional.of(new Rows(table, null));
    }

    /** One more than fit says whether there is another page. */
    private Rows incidents(Request request, int most) {
        Query query = request.incidents(clock.instant(), most + 1);
        List<Incident> found = store.query(any -> any.incidents().newest(query));
        List<Incident> shown = found.subList(0, Math.min(most, found.size()));
        return new Rows(
                new Table<>(
                        IncidentRow.class, shown.stream().map(IncidentRow::of).toList()),
                found.size() > most ? request.after(shown.get(most - 1)) : null);
    }

    private Map<Facet, Map<String, Count>> counts(Request request, Set<Facet> facets) {
        Query query = request.incidents(clock.instant(), SHOWN);
        return store.query(any -> any.incidents().counts(query, facets));
    }

    private List<ChannelRow> channelRows(Request request) {
        return ChannelRow.of(
                counts(request, EnumSet.of(Facet.CHANNEL)).getOrDefault(Facet.CHANNEL, Map.of()), channels.get());
    }

    private List<WindowRow> windowRows() {
        return windows.get().stream()
                .map(window -> WindowRow.of(window, clock.instant()))
                .toList();
    }

    private static Map<String, Long> numbers(Map<String, Count> counts) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, count -> count.getValue().incidents()));
    }
}
