package org.spotalert.pipeline.decide;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.management.ManagementClient;
import org.spotalert.platform.store.StoreConnection;
import org.spotalert.platform.store.StoreSettings;
import org.spotalert.platform.store.StoreUnreadableException;

/**
 * Which suppressed alerts somebody wants to see.
 *
 * @param since when the first of them may have been decided
 * @param rule the rule that has suppressed them, by its name or a pattern of names
 * @param cluster the short name of the cluster, or a pattern of names
 */
public record SuppressedQuery(Instant since, String rule, String cluster) {

    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** What any name is like. */
    public static final String ANY = "*";

    /**
     * What was found.
     *
     * @param newest the last decided ones, the newest first
     * @param all how many there are in all
     */
    public record Answer(List<SuppressedAlert> newest, int all) {

        public Answer {
            newest = List.copyOf(newest);
        }
    }

    /**
     * Asks for them beside the running program: the program itself, or else the store.
     *
     * @param program null when there is no login for it
     * @param most how many are listed
     * @throws StoreUnreadableException when the store does not answer, or another process holds it
     * @throws IOException when the program refuses
     */
    public Answer ask(@Nullable ManagementClient program, StoreSettings store, int most)
            throws StoreUnreadableException, IOException, InterruptedException {
        if (program != null) {
            try {
                Map<String, String> parameters = Map.of(
                        "since", since.toString(), "rule", rule, "cluster", cluster, "limit", String.valueOf(most));
                return JSON.readValue(program.get("/spot/api/suppressed", parameters), Answer.class);
            } catch (ConnectException notRunning) {
                // Then nobody holds the store.
            }
        }
        return StoreConnection.ask(store, database -> new SuppressedStore(database).newest(this, most));
    }
}
