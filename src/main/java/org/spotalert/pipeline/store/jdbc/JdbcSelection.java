package org.spotalert.pipeline.store.jdbc;

import java.util.Collection;
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
     * The statement that counts by these facets: by what several of them have in common, which makes few rows of many. A row has
     * no names of the other facets.
     *
     * @param oneScan whether the database knows GROUPING SETS, and so reads the incidents once
     */
    String counts(Set<Facet> facets, boolean oneScan) {
        List<List<Facet>> groups = TOGETHER.stream()
                .map(some -> some.stream().filter(facets::contains).toList())
                .filter(some -> !some.isEmpty())
                .toList();
        if (oneScan) {
            return groups.stream()
                    .map(JdbcSelection::columns)
                    .collect(Collectors.joining("), (", count(facets, facets) + "GROUPING SETS ((", "))"));
        }
        return groups.stream()
                .map(some -> count(facets, some) + columns(some))
                .collect(Collectors.joining(" UNION ALL "));
    }

    private String count(Set<Facet> facets, Collection<Facet> known) {
        return facets.stream()
                .map(facet -> (known.contains(facet) ? "" : "NULL AS ") + facet.column())
                .collect(Collectors.joining(
                        ", ",
                        "SELECT ",
                        ", COUNT(*) AS many, MAX(noticed_at) AS latest FROM incident" + rows + " GROUP BY "));
    }

    private static String columns(List<Facet> facets) {
        return facets.stream().map(Facet::column).collect(Collectors.joining(", "));
    }

    /** A pattern of names as SQL has it. */
    private static String like(String pattern) {
        return pattern.replace('\0', ' ')
                .replaceAll("([\\\\%_])", "\\\\$1")
                .replace('*', '%')
                .replace('?', '_');
    }
}
