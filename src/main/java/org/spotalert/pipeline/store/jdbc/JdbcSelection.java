package org.spotalert.pipeline.store.jdbc;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.spotalert.pipeline.store.Facet;
import org.spotalert.pipeline.store.Incidents.Query;

/**
 * The rows that a query selects.
 *
 * @param rows the end of a statement, from WHERE on
 * @param values what it names
 */
record JdbcSelection(String rows, Map<String, Object> values) {

    /** Where, when and how; lists of names are nearly as many as there are incidents. */
    private static final List<Set<Facet>> TOGETHER = List.of(
            EnumSet.of(Facet.ACCOUNT, Facet.REGION, Facet.CLUSTER, Facet.ZONE, Facet.TYPE),
            EnumSet.of(Facet.KIND, Facet.HOUR, Facet.OUTCOME, Facet.RECOVERY),
            EnumSet.of(Facet.SERVICE),
            EnumSet.of(Facet.CHANNEL));

    static JdbcSelection of(Query query) {
        Map<String, Object> values = new HashMap<>();
        StringBuilder rows = new StringBuilder(" WHERE noticed_at >= :since");
        values.put("since", JdbcIncidents.time(query.since()));
        values.put("limit", query.limit());
        if (query.until() != null) {
            rows.append(" AND noticed_at < :until");
            values.put("until", JdbcIncidents.time(query.until()));
        }
        if (query.suppressed()) {
            rows.append(" AND suppressed");
        }
        if (query.rule() != null) {
            rows.append(" AND rule = :rule");
            values.put("rule", query.rule().name());
        }
        query.patterns().forEach((facet, wish) -> {
            String pattern = like(facet.pattern(wish));
            rows.append(" AND %s LIKE :%s".formatted(facet.column(), facet.column()));
            values.put(facet.column(), facet.several() ? "%," + pattern + ",%" : pattern);
        });
        if (query.text() != null) {
            rows.append(" AND (LOWER(instance) LIKE :text OR LOWER(cluster) LIKE :text OR LOWER(services) LIKE :text)");
            values.put("text", "%" + like(query.text().toLowerCase(Locale.ROOT)) + "%");
        }
        if (query.after() != null) {
            // Both bounds of the index, and then what has the same time.
            rows.append(" AND noticed_at <= :after AND (noticed_at < :after OR incident > :key)");
            values.put("after", JdbcIncidents.time(query.after().noticedAt()));
            values.put("key", query.after().key());
        }
        return new JdbcSelection(rows.toString(), values);
    }

    /**
     * The statement that counts by these facets: first what several of them have in common, which makes few rows of many. So few
     * passes over the incidents are enough, and PostgreSQL may share each among its processes.
     */
    String counts(Set<Facet> facets) {
        List<String> together = new ArrayList<>();
        List<String> each = new ArrayList<>();
        for (Set<Facet> some : TOGETHER) {
            List<Facet> asked = some.stream().filter(facets::contains).toList();
            if (!asked.isEmpty()) {
                String name = "counted_" + together.size();
                String columns = asked.stream().map(Facet::column).collect(Collectors.joining(", "));
                together.add(
                        "%s AS (SELECT %s, COUNT(*) AS many, MAX(noticed_at) AS latest FROM incident%s GROUP BY %s)"
                                .formatted(name, columns, rows, columns));
                asked.forEach(facet -> each.add(
                        "SELECT '%1$s' AS facet, %2$s AS name, SUM(many) AS many, MAX(latest) AS latest FROM %3$s WHERE %2$s IS NOT NULL GROUP BY %2$s"
                                .formatted(facet.name(), facet.column(), name)));
            }
        }
        return "WITH " + String.join(", ", together) + " " + String.join(" UNION ALL ", each);
    }

    /** A pattern of names as SQL has it. */
    private static String like(String pattern) {
        return pattern.replace('\0', ' ')
                .replaceAll("([\\\\%_])", "\\\\$1")
                .replace('*', '%')
                .replace('?', '_');
    }
}
