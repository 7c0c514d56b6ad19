package org.spotalert.cli.silence;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.decide.silence.SilenceEntry;
import org.spotalert.pipeline.decide.silence.SilenceRequest;
import org.spotalert.platform.management.ManagementClient;

/** Asks the running program, beside this one, about silences. */
final class SilenceClient {

    private static final String PATH = "/spot/silences";

    private final ObjectMapper json = JsonMapper.builder().build();
    private final ManagementClient program;

    SilenceClient(ManagementClient program) {
        this.program = program;
    }

    /**
     * Sets the silence, and returns it as the program has understood it.
     *
     * @throws IOException when there is no program, or it refuses
     */
    Silence add(SilenceRequest request) throws IOException, InterruptedException {
        return json.readValue(program.post(PATH, json.writeValueAsString(request)), SilenceEntry.class)
                .toSilence();
    }

    /**
     * Lists the silences that are not over.
     *
     * @throws IOException when there is no program, or it refuses
     */
    List<Silence> list() throws IOException, InterruptedException {
        return Stream.of(json.readValue(program.get(PATH, Map.of()), SilenceEntry[].class))
                .map(SilenceEntry::toSilence)
                .toList();
    }

    /**
     * Ends the silence with this id.
     *
     * @throws IOException when there is no program, or it refuses, or there is no such silence
     */
    void expire(String id) throws IOException, InterruptedException {
        program.delete(PATH, Map.of("id", id));
    }
}
