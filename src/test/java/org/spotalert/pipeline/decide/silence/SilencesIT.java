package org.spotalert.pipeline.decide.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spotalert.cli.program.RunningProgram;
import org.spotalert.cli.program.SilencesBeside;
import org.spotalert.local.FreePort;
import org.spotalert.local.PostgresServer;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.store.TestStore;
import org.spotalert.platform.management.Login;
import org.spotalert.platform.management.ManagementSettings;

/** Silences in a PostgreSQL that a replica and the command line share. */
class SilencesIT {

    private static final SilenceRequest REQUEST =
            new SilenceRequest(null, List.of("eu-*"), List.of("blue", "green"), null, "2h", "jane", "load test");

    private static List<Silence> notOver(TestStore replica) {
        return replica.access().ask(store -> store.silences().notOver(Instant.now()));
    }

    @Test
    void replicasAndTheCommandLineShareSilences() throws IOException, InterruptedException {
        try (PostgresServer postgres = PostgresServer.start()) {
            TestStore store = new TestStore(postgres.url(), Clock.systemUTC());
            SilencesBeside commandLine = new SilencesBeside(
                    new RunningProgram(
                            TestStore.settings(postgres.url()),
                            new ManagementSettings(
                                    URI.create("http://127.0.0.1:" + FreePort.find()),
                                    new Login("admin", "a-password-though-nobody-listens"))),
                    Clock.systemUTC());
            try {
                Silence set = commandLine.add(REQUEST);
                assertThat(notOver(store)).containsExactly(set);
                assertThat(commandLine.list()).containsExactly(set);
                assertThat(set.scope()).hasToString("region eu-*, cluster blue|green");

                commandLine.expire(set.id());
                assertThat(notOver(store)).isEmpty();
                assertThatThrownBy(() -> commandLine.expire(set.id()))
                        .isInstanceOf(IOException.class)
                        .hasMessage("there is no such silence, or it is over");

                postgres.stop();
                assertThatThrownBy(() -> notOver(store)).isInstanceOf(RuntimeException.class);
                assertThatThrownBy(() -> commandLine.add(REQUEST))
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("the store of the silences does not answer: ");
            } finally {
                store.close();
            }
        }
    }
}
