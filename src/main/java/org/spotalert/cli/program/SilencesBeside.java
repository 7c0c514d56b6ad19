package org.spotalert.cli.program;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.spotalert.cli.program.RunningProgram.Question;
import org.spotalert.cli.program.RunningProgram.StoreQuestion;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.decide.silence.SilenceEntry;
import org.spotalert.pipeline.decide.silence.SilenceRequest;
import org.spotalert.pipeline.store.setup.Stores;
import org.spotalert.platform.store.StoreUnreadableException;

/**
 * The silences for somebody who stands beside the program: by way of the running program when there is a login, else in
 * the database itself. An H2 file belongs to the running program.
 */
public final class SilencesBeside {

    private static final String PATH = "/spot/silences";

    private final ObjectMapper json = JsonMapper.builder().build();
    private final RunningProgram program;
    private final Clock clock;

    public SilencesBeside(RunningProgram program, Clock clock) {
        this.program = program;
        this.clock = clock;
    }

    /**
     * Sets the silence, which begins now.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     * @throws IOException saying why it is not set
     */
    public Silence add(SilenceRequest request) throws IOException, InterruptedException {
        Silence silence = request.begin(clock.instant());
        return ask(
                running -> json.readValue(running.post(PATH, json.writeValueAsString(request)), SilenceEntry.class)
                        .toSilence(),
                () -> Stores.change(program.store(), any -> {
                    any.silences().add(silence);
                    return silence;
                }));
    }

    /**
     * Lists the silences that are not over.
     *
     * @throws IOException saying why they cannot be listed
     */
    public List<Silence> list() throws IOException, InterruptedException {
        return ask(
                running -> Stream.of(json.readValue(running.get(PATH, Map.of()), SilenceEntry[].class))
                        .map(SilenceEntry::toSilence)
                        .toList(),
                () -> Stores.ask(program.store(), any -> any.silences().notOver(clock.instant())));
    }

    /**
     * Ends the silence with this id.
     *
     * @throws IOException when there is none, or saying why it is not ended
     */
    public void expire(String id) throws IOException, InterruptedException {
        boolean ended = ask(
                running -> {
                    running.delete(PATH, Map.of("id", id));
                    return true;
                },
                () -> Stores.change(program.store(), any -> any.silences().expire(id, clock.instant())));
        if (!ended) {
            throw new IOException("there is no such silence, or it is over");
        }
    }

    private <V> V ask(Question<V> question, StoreQuestion<V> database) throws IOException, InterruptedException {
        try {
            return program.ask(question, database);
        } catch (StoreUnreadableException failure) {
            throw new IOException(
                    "the store of the silences does not answer: " + failure.getMessage()
                            + (program.management().login() == null
                                    ? "; the running program holds it if it is an H2 file: set SPOT_MANAGEMENT_PASSWORD,"
                                            + " and the program can be asked"
                                    : ""),
                    failure);
        }
    }
}
