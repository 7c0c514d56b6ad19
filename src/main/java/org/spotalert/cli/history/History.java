package org.spotalert.cli.history;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.spotalert.cli.program.RunningProgram;
import org.spotalert.pipeline.store.IncidentJson;
import org.spotalert.pipeline.store.Incidents.Page;
import org.spotalert.pipeline.store.Incidents.Query;
import org.spotalert.pipeline.store.setup.Stores;
import org.spotalert.platform.management.ManagementSettings;
import org.spotalert.platform.store.StoreSettings;
import org.spotalert.platform.store.StoreUnreadableException;

/** Asks for incidents beside the running program: the program itself, or else the store. */
public final class History {

    private History() {}

    /**
     * Asks for incidents.
     *
     * @throws StoreUnreadableException when the store does not answer, or another process holds it
     * @throws IOException when the program refuses
     */
    public static Page ask(Query query, StoreSettings settings, ManagementSettings management)
            throws StoreUnreadableException, IOException, InterruptedException {
        return new RunningProgram(management)
                .ask(
                        program -> new IncidentJson().readPage(program.get("/spot/api/history", parameters(query))),
                        () -> Stores.ask(settings, store -> store.incidents().history(query)));
    }

    private static Map<String, String> parameters(Query query) {
        Map<String, String> parameters = new TreeMap<>(Map.of(
                "since", query.since().toString(),
                "suppressed", String.valueOf(query.suppressed()),
                "limit", String.valueOf(query.limit())));
        query.patterns().forEach((facet, wish) -> parameters.put(facet.toString(), wish));
        if (query.rule() != null) {
            parameters.put("rule", query.rule().name());
        }
        return parameters;
    }
}
