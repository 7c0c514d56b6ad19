package org.spotalert.pipeline.notify.deliveries;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * How it stands with some alerts at a channel, whoever tells them.
 *
 * @param underWay the keys of those that are just being sent
 * @param told the keys of those that were sent
 */
record DeliveryState(Set<String> underWay, Set<String> told) {

    static final DeliveryState NONE = new DeliveryState(Set.of(), Set.of());

    private static final String STANDING = """
            SELECT alert, confirmed_at IS NOT NULL AS told FROM claim WHERE channel = :channel AND alert IN (:alerts)
            AND (confirmed_at IS NOT NULL OR leased_until >= CURRENT_TIMESTAMP)""";

    /** How it stands with these keys, at least one. */
    static DeliveryState of(DataSource claims, String channel, Collection<String> keys) {
        DeliveryState standing = new DeliveryState(new HashSet<>(), new HashSet<>());
        RowCallbackHandler row =
                claim -> (claim.getBoolean("told") ? standing.told : standing.underWay).add(claim.getString("alert"));
        new NamedParameterJdbcTemplate(claims).query(STANDING, Map.of("channel", channel, "alerts", keys), row);
        return standing;
    }
}
