package org.spotalert.pipeline.notify.deliveries;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.spotalert.model.AlertKind;
import org.spotalert.model.DeliveryKey;
import org.spotalert.model.Interruption;
import org.spotalert.platform.store.StoreConnection;
import org.spotalert.platform.store.StoreSettings;
import org.spotalert.platform.store.StoreUnreadableException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Which channels have which alert, asked beside the running program. Nothing is written or made, and the store is open no
 * longer than the question takes: an H2 file belongs to one process at a time.
 */
public final class DeliveryQuery {

    private static final String CONFIRMED =
            "SELECT alert, channel FROM claim WHERE alert IN (:alerts) AND confirmed_at IS NOT NULL AND channel NOT LIKE '"
                    + DeliveryLog.FOLLOW_UP + "%'";
    private static final int AT_ONCE = 500;

    private final StoreSettings settings;

    public DeliveryQuery(StoreSettings settings) {
        this.settings = settings;
    }

    /** One row of the answer. */
    private record Confirmed(String alert, String channel) {}

    /**
     * The names of the channels that have the warning about each of these; none for one that no channel has.
     *
     * @throws StoreUnreadableException when the store does not answer, or another process holds it
     */
    public Map<Interruption, Set<String>> channels(Collection<Interruption> interruptions)
            throws StoreUnreadableException {
        List<Interruption> distinct = interruptions.stream().distinct().toList();
        if (distinct.isEmpty()) {
            return Map.of();
        }
        Map<String, Set<String>> channels = StoreConnection.ask(settings, database -> confirmed(database, distinct));
        return distinct.stream()
                .collect(Collectors.toMap(
                        interruption -> interruption,
                        interruption -> channels.getOrDefault(key(interruption), Set.of())));
    }

    private static Map<String, Set<String>> confirmed(DataSource database, List<Interruption> interruptions) {
        NamedParameterJdbcTemplate sql = new NamedParameterJdbcTemplate(database);
        List<Confirmed> confirmed = new ArrayList<>();
        for (int start = 0; start < interruptions.size(); start += AT_ONCE) {
            List<String> keys = interruptions.subList(start, Math.min(interruptions.size(), start + AT_ONCE)).stream()
                    .map(DeliveryQuery::key)
                    .toList();
            confirmed.addAll(sql.query(
                    CONFIRMED,
                    Map.of("alerts", keys),
                    (row, number) -> new Confirmed(row.getString("alert"), row.getString("channel"))));
        }
        return confirmed.stream()
                .collect(Collectors.groupingBy(
                        Confirmed::alert,
                        Collectors.mapping(Confirmed::channel, Collectors.toCollection(TreeSet::new))));
    }

    private static String key(Interruption interruption) {
        return DeliveryKey.of(AlertKind.WARNING, interruption).toString();
    }
}
