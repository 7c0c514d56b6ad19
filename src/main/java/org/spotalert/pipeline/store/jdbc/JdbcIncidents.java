package org.spotalert.pipeline.store.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Incident;
import org.spotalert.model.RecoveryState;
import org.spotalert.pipeline.store.IncidentJson;
import org.spotalert.pipeline.store.Incidents;
import org.spotalert.platform.collection.Chunks;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The incidents in a database: a document each, with columns beside it for what is asked for. */
final class JdbcIncidents implements Incidents {

    private static final String INSERT = """
            INSERT INTO incident (incident, instance, noticed_at, cluster, services, suppressed, rule, next_check, document,
            version) VALUES (:incident, :instance, :noticed_at, :cluster, :services, :suppressed, :rule, :next_check,
            :document, 1) ON CONFLICT DO NOTHING""";
    private static final String UPDATE = """
            UPDATE incident SET instance = :instance, noticed_at = :noticed_at, cluster = :cluster, services = :services,
            suppressed = :suppressed, rule = :rule, next_check = :next_check, document = :document, version = version + 1
            WHERE incident = :incident AND version = :version""";
    private static final String FIND = "SELECT document, version FROM incident WHERE incident IN (:keys)";
    private static final String OF_INSTANCES = "SELECT document, version FROM incident WHERE instance IN (:keys)";
    private static final String OVERDUE =
            "SELECT incident FROM incident WHERE next_check < ? ORDER BY next_check LIMIT ?";
    private static final String FORGET =
            "DELETE FROM incident WHERE noticed_at < CURRENT_TIMESTAMP - INTERVAL '%d' SECOND";

    /** In UTF-16 units; the document has all of it. */
    private static final int LONGEST_CLUSTER = 300;

    private static final int LONGEST_SERVICES = 10_000;
    /** In seconds: a connection must not be held for ever. */
    private static final int TIMEOUT = 5;

    private final IncidentJson json = new IncidentJson();
    private final JdbcTemplate sql;
    private final NamedParameterJdbcTemplate named;
    private final TransactionTemplate transaction;
    private final RowMapper<Incident> row =
            (row, number) -> json.read(row.getString("document")).withVersion(row.getLong("version"));

    JdbcIncidents(DataSource database) {
        this.sql = new JdbcTemplate(database);
        this.sql.setQueryTimeout(TIMEOUT);
        this.named = new NamedParameterJdbcTemplate(sql);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    }

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
                .forEach(some -> read.addAll(named.query(query, Map.of("keys", some), row)));
        return read;
    }

    /** All of them in one transaction, in the same order everywhere, so that no two wait for each other. */
    @Override
    public Set<String> save(Collection<Incident> incidents) {
        List<Incident> all =
                incidents.stream().sorted(Comparator.comparing(Incident::key)).toList();
        List<Incident> added =
                all.stream().filter(incident -> incident.version() == 0).toList();
        List<Incident> changed =
                all.stream().filter(incident -> incident.version() > 0).toList();
        return transaction.execute(status -> {
            Set<String> refused = new HashSet<>(refused(INSERT, added));
            refused.addAll(refused(UPDATE, changed));
            return refused;
        });
    }

    private Set<String> refused(String statement, List<Incident> incidents) {
        if (incidents.isEmpty()) {
            return Set.of();
        }
        int[] rows = named.batchUpdate(
                statement, incidents.stream().map(this::values).toArray(SqlParameterSource[]::new));
        return IntStream.range(0, rows.length)
                .filter(index -> rows[index] == 0)
                .mapToObj(index -> incidents.get(index).key())
                .collect(Collectors.toSet());
    }

    private SqlParameterSource values(Incident incident) {
        String cluster = incident.impact().clusterName();
        RecoveryState recovery = incident.recovery();
        String services = incident.impact().services().stream()
                .map(service -> service.name() + ",")
                .distinct()
                .collect(Collectors.joining("", ",", ""));
        return new MapSqlParameterSource("incident", incident.key())
                .addValue("instance", Incident.instanceKey(incident.interruption()))
                .addValue("noticed_at", time(incident.interruption().noticedAt()))
                .addValue("cluster", cluster == null ? null : fit(cluster, LONGEST_CLUSTER))
                .addValue("services", fit(services, LONGEST_SERVICES))
                .addValue("suppressed", incident.suppressed())
                .addValue("rule", incident.judgement().rule().name())
                .addValue(
                        "next_check",
                        recovery == null || recovery.nextCheck() == null ? null : time(recovery.nextCheck()))
                .addValue("document", json.write(incident))
                .addValue("version", incident.version());
    }

    @Override
    public List<String> overdue(Instant before, int limit) {
        return sql.queryForList(OVERDUE, String.class, time(before), limit);
    }

    @Override
    public Page history(Query query) {
        Map<String, Object> values = new HashMap<>(Map.of("since", time(query.since()), "limit", query.limit()));
        StringBuilder fitting = new StringBuilder(" FROM incident WHERE noticed_at >= :since");
        if (query.suppressed()) {
            fitting.append(" AND suppressed");
        }
        if (query.rule() != null) {
            fitting.append(" AND rule = :rule");
            values.put("rule", query.rule().name());
        }
        if (query.cluster() != null) {
            fitting.append(" AND cluster LIKE :cluster");
            values.put("cluster", like(query.cluster()));
        }
        if (query.service() != null) {
            fitting.append(" AND services LIKE :service");
            values.put("service", "%," + like(query.service()) + ",%");
        }
        @Nullable Integer all = named.queryForObject("SELECT COUNT(*)" + fitting, values, Integer.class);
        return new Page(
                named.query(
                        "SELECT document, version" + fitting + " ORDER BY noticed_at DESC, incident LIMIT :limit",
                        values,
                        row),
                Objects.requireNonNull(all));
    }

    /** Forgets what was noticed longer ago than this. */
    int forget(Duration retention) {
        return sql.update(FORGET.formatted(retention.toSeconds()));
    }

    /** A pattern of names as SQL has it. */
    private static String like(String pattern) {
        return pattern.replaceAll("([\\\\%_])", "\\\\$1").replace('*', '%').replace('?', '_');
    }

    /** As much of the text as the column takes, without the character that PostgreSQL keeps in no text. */
    private static String fit(String text, int longest) {
        int end = Math.min(text.length(), longest);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end).replace('\0', ' ');
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
