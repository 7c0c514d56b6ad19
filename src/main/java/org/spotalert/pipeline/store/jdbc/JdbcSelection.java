package org.spotalert.pipeline.store.jdbc;

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

    /** The statement that counts by these facets, in one pass over the rows of a database that knows GROUPING SETS. */
    String counts(Set<Facet> facets, boolean groupingSets) {
        List<String> columns = facets.stream().map(Facet::column).toList();
        String all = String.join(", ", columns);
        if (groupingSets) {
            return facets.stream()
                    .map(facet -> "WHEN GROUPING(%s) = 0 THEN '%s'".formatted(facet.column(), facet.name()))
                    .collect(Collectors.joining(
                            " ",
                            "SELECT * FROM (SELECT CASE ",
                            " END AS facet, COALESCE(%s) AS name, COUNT(*) AS many, MAX(noticed_at) AS latest FROM incident"
                                            .formatted(all)
                                    + rows
                                    + columns.stream()
                                            .collect(Collectors.joining("), (", " GROUP BY GROUPING SETS ((", "))"))
                                    + ") AS counted WHERE name IS NOT NULL"));
        }
        return "WITH fitting AS (SELECT noticed_at, "
                + all
                + " FROM incident"
                + rows
                + ") "
                + facets.stream()
                        .map(facet -> "SELECT '%s' AS facet, %s AS name, COUNT(*) AS many, MAX(noticed_at) AS latest"
                                        .formatted(facet.name(), facet.column())
                                + " FROM fitting WHERE %1$s IS NOT NULL GROUP BY %1$s".formatted(facet.column()))
                        .collect(Collectors.joining(" UNION ALL "));
    }

    /** A pattern of names as SQL has it. */
    private static String like(String pattern) {
        return pattern.replace('\0', ' ')
                .replaceAll("([\\\\%_])", "\\\\$1")
                .replace('*', '%')
                .replace('?', '_');
    }
}
