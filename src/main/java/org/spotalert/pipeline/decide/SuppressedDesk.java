package org.spotalert.pipeline.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.management.JsonReply;
import org.spotalert.platform.store.StoreDatabase;

/** Lists suppressed alerts at the management port: an H2 file can be read by the running program only. */
public final class SuppressedDesk {

    /** What one answer lists at most; some megabytes. */
    static final int MOST = 1000;

    private final StoreDatabase database;
    private final SuppressedStore store;

    public SuppressedDesk(StoreDatabase database) {
        this.database = database;
        this.store = new SuppressedStore(database.dataSource());
    }

    /**
     * Lists the last decided ones.
     *
     * @param since the first time of decision, in ISO 8601
     * @param rule a name or pattern; null for any
     * @param cluster a name or pattern; null for any
     * @param limit how many; null for all that one answer lists
     */
    public JsonReply list(
            @Nullable String since, @Nullable String rule, @Nullable String cluster, @Nullable String limit) {
        try {
            SuppressedQuery query =
                    new SuppressedQuery(Instant.parse(since == null ? "" : since), any(rule), any(cluster));
            int most = limit == null ? MOST : Math.max(1, Math.min(MOST, Integer.parseInt(limit)));
            return new JsonReply(
                    200, SuppressedQuery.JSON.writeValueAsString(database.ask(() -> store.newest(query, most))));
        } catch (DateTimeException | NumberFormatException wrong) {
            return JsonReply.problem(400, "since must be a time such as 2026-11-20T08:00:00Z, limit a number");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        } catch (RuntimeException storeFails) {
            return JsonReply.problem(503, "the store of the claims does not answer; see spot.store.url");
        }
    }

    private static String any(@Nullable String name) {
        return name == null ? SuppressedQuery.ANY : name;
    }
}
