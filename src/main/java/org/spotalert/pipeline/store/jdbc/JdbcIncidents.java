package org.spotalert.pipeline.store.jdbc;

import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.spotalert.model.Incident;
import org.spotalert.model.RecoveryState;
import org.spotalert.pipeline.store.Facet;
import org.spotalert.pipeline.store.IncidentJson;
import org.spotalert.pipeline.store.Incidents;
import org.spotalert.platform.collection.Chunks;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The incidents in a database: a narrow row each for what is asked for, which a count reads quickly, and a document.
 *
 * @param oneScan as of {@link JdbcSelection#counts}
 */
record JdbcIncidents(NamedParameterJdbcTemplate named, TransactionTemplate transaction, boolean oneScan)
        implements Incidents {

    private static final List<String> COLUMNS = Stream.concat(
                    Stream.of("instance", "noticed_at", "suppressed", "rule", "next_check"),
                    Stream.of(Facet.values()).map(Facet::column))
            .toList();
    private static final String INSERT =
            COLUMNS.stream().collect(Collectors.joining(", ", "INSERT INTO incident (", ""))
                    + COLUMNS.stream().collect(Collectors.joining(", :", ", incident, version) VALUES (:", ""))
                    + ", :incident, 1) ON CONFLICT DO NOTHING";
    private static final String UPDATE = COLUMNS.stream()
                    .map(column -> column + " = :" + column)
                    .collect(Collectors.joining(", ", "UPDATE incident SET ", ""))
            + ", version = version + 1 WHERE incident = :incident AND version = :version";
    private static final String INSERT_DOCUMENT =
            "INSERT INTO incident_document (document_of, document) VALUES (:incident, :document)";
    private static final String UPDATE_DOCUMENT =
            "UPDATE incident_document SET document = :document WHERE document_of = :incident";
    private static final String SELECT =
            "SELECT document, version FROM incident JOIN incident_document ON document_of = incident";
    private static final String FIND = SELECT + " WHERE incident IN (:keys)";
    private static final String OF_INSTANCES = SELECT + " WHERE instance IN (:keys)";
    private static final String OVERDUE =
            "SELECT incident FROM incident WHERE next_check < ? ORDER BY next_check LIMIT ?";
    private static final String FORGET =
            "DELETE FROM incident WHERE noticed_at < CURRENT_TIMESTAMP - INTERVAL '%d' SECOND";

    /** In UTF-16 units; the document has all of it. */
    private static final int LONGEST_NAME = 300;

    private static final int LONGEST = 10_000;
    private static final IncidentJson JSON = new IncidentJson();
    private static final RowMapper<Incident> ROW =
            (row, number) -> JSON.read(row.getString("document")).withVersion(row.getLong("version"));

    @Override
    public Map<String, Incident> find(Collection<String> keys) {
        return read(FIND, keys).stream().collect(Collectors.toMap(Incident::key, incident -> incident));
    }

    @Override
    public List<Incident> ofInstances(Collection<String> instances) {
        return read(OF_INSTANCES, instances);
    }

    private List<Incident> read(String query, Collection<String> keys) {
        List<Incident> read = new ArrayList<>();
        Chunks.of(keys.stream().distinct().toList(), JdbcStore.NAMED_AT_ONCE)
                .forEach(some -> read.addAll(named.query(query, Map.of("keys", some), ROW)));
        return read;
    }

    /** All of them in one transaction, in the same order everywhere, so that no two wait for each other. */
    @Override
    public Set<String> save(Collection<Incident> incidents) {
        Map<Boolean, List<Incident>> added = incidents.stream()
                .sorted(Comparator.comparing(Incident::key))
                .collect(Collectors.partitioningBy(incident -> incident.version() == 0));
        return transaction.execute(status -> {
            Set<String> refused = new HashSet<>(refused(INSERT, INSERT_DOCUMENT, added.getOrDefault(true, List.of())));
            refused.addAll(refused(UPDATE, UPDATE_DOCUMENT, added.getOrDefault(false, List.of())));
            return refused;
        });
    }

    private Set<String> refused(String statement, String document, List<Incident> incidents) {
        int[] rows = named.batchUpdate(
                statement, incidents.stream().map(this::values).toArray(SqlParameterSource[]::new));
        named.batchUpdate(
                document,
                IntStream.range(0, rows.length)
                        .filter(index -> rows[index] > 0)
                        .mapToObj(incidents::get)
                        .map(incident -> new MapSqlParameterSource("incident", incident.key())
                                .addValue("document", JSON.write(incident)))
                        .toArray(SqlParameterSource[]::new));
        return IntStream.range(0, rows.length)
                .filter(index -> rows[index] == 0)
                .mapToObj(index -> incidents.get(index).key())
                .collect(Collectors.toSet());
    }

    private SqlParameterSource values(Incident incident) {
        RecoveryState recovery = incident.recovery();
        MapSqlParameterSource values = new MapSqlParameterSource("incident", incident.key())
                .addValue("instance", Incident.instanceKey(incident.interruption()))
                .addValue("noticed_at", time(incident.interruption().noticedAt()))
                .addValue("suppressed", incident.suppressed())
                .addValue("rule", incident.judgement().rule().name())
                .addValue(
                        "next_check",
                        recovery == null || recovery.nextCheck() == null ? null : time(recovery.nextCheck()))
                .addValue("version", incident.version());
        for (Facet facet : Facet.values()) {
            Stream<String> names = facet.of(incident);
            values.addValue(
                    facet.column(),
                    facet.several()
                            ? fit(names.map(name -> name + ",").collect(Collectors.joining("", ",", "")), LONGEST)
                            : names.map(name -> fit(name, LONGEST_NAME))
                                    .findFirst()
                                    .orElse(null));
        }
        return values;
    }

    @Override
    public List<String> overdue(Instant before, int limit) {
        return named.getJdbcOperations().queryForList(OVERDUE, String.class, time(before), limit);
    }

    @Override
    public List<Incident> newest(Query query) {
        JdbcSelection selection = JdbcSelection.of(query);
        return named.query(
                SELECT + selection.rows() + " ORDER BY noticed_at DESC, incident LIMIT :limit",
                selection.values(),
                ROW);
    }

    @Override
    public Page history(Query query) {
        JdbcSelection selection = JdbcSelection.of(query);
        return new Page(
                newest(query),
                Objects.requireNonNull(named.queryForObject(
                        "SELECT COUNT(*) FROM incident" + selection.rows(), selection.values(), Integer.class)));
    }

    @Override
    public Map<Facet, Map<String, Count>> counts(Query query, Set<Facet> facets) {
        JdbcSelection selection = JdbcSelection.of(query);
        Map<Facet, Map<String, Count>> counts = new EnumMap<>(Facet.class);
        facets.forEach(facet -> counts.put(facet, new HashMap<>()));
        named.query(selection.counts(facets, oneScan), selection.values(), (ResultSet found) -> {
            Count count = new Count(
                    found.getLong("many"),
                    found.getObject("latest", OffsetDateTime.class).toInstant());
            for (Map.Entry<Facet, Map<String, Count>> facet : counts.entrySet()) {
                String names = Objects.requireNonNullElse(
                        found.getString(facet.getKey().column()), "");
                Stream.of(names.split(","))
                        .filter(name -> !name.isEmpty())
                        .forEach(name -> facet.getValue().merge(name, count, Count::and));
            }
        });
        return counts;
    }

    /** Forgets what was noticed longer ago than this. */
    int forget(Duration retention) {
        return named.getJdbcOperations().update(FORGET.formatted(retention.toSeconds()));
    }

    /** As much of the text as the column takes, without the character that PostgreSQL keeps in no text. */
    private static String fit(String text, int longest) {
        int end = Math.min(text.length(), longest);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end).replace('\0', ' ');
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
