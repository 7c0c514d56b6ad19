package org.spotalert.pipeline.store;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Decision.Rule;
import org.spotalert.platform.management.JsonReply;

/** Lists incidents at the management port: only the running program can read its H2 file. */
public record HistoryApi(StoreAccess store) {

    /** What one answer lists at most; some megabytes. */
    private static final int MOST = 1000;

    private static final IncidentJson JSON = new IncidentJson();

    /**
     * Lists the latest ones; see {@link Incidents.Query}.
     *
     * @param since in ISO 8601
     * @param suppressed "true" for suppressed ones only
     */
    public JsonReply list(
            @Nullable String since,
            @Nullable String cluster,
            @Nullable String service,
            @Nullable String suppressed,
            @Nullable String rule,
            @Nullable String limit) {
        try {
            Incidents.Query query = new Incidents.Query(
                    Instant.parse(since == null ? "" : since),
                    cluster,
                    service,
                    Boolean.parseBoolean(suppressed),
                    rule == null ? null : Rule.valueOf(rule),
                    limit == null ? MOST : Math.max(1, Math.min(MOST, Integer.parseInt(limit))));
            return new JsonReply(
                    200, JSON.write(store.ask(any -> any.incidents().history(query))));
        } catch (DateTimeException | IllegalArgumentException wrong) {
            return JsonReply.problem(
                    400, "since must be a time such as 2026-11-20T08:00:00Z, rule a rule's name, limit a number");
        } catch (RuntimeException storeFails) {
            return JsonReply.problem(503, "the store does not answer; see spot.store.url");
        }
    }
}
