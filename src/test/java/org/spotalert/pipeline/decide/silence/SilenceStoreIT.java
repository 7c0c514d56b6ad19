package org.spotalert.pipeline.decide.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spotalert.cli.silence.SilencesBeside;
import org.spotalert.local.FreePort;
import org.spotalert.local.PostgresServer;
import org.spotalert.model.Silence;
import org.spotalert.platform.management.Login;
import org.spotalert.platform.management.ManagementSettings;
import org.spotalert.platform.store.StoreDatabase;
import org.spotalert.platform.store.StoreSettings;
import org.springframework.dao.DataAccessException;

/** Silences in a PostgreSQL that a replica and the command line share. */
class SilenceStoreIT {

    private static final SilenceRequest REQUEST =
            new SilenceRequest(null, List.of("eu-*"), List.of("blue", "green"), null, "2h", "jane", "load test");

    @Test
    void replicasAndTheCommandLineShareSilences() throws IOException, InterruptedException {
        try (PostgresServer postgres = PostgresServer.start()) {
            StoreSettings settings = new StoreSettings(postgres.url(), null, null, Duration.ofDays(14));
            StoreDatabase database = new StoreDatabase(settings, Duration.ofSeconds(20));
            SilencesBeside commandLine = new SilencesBeside(
                    settings,
                    new ManagementSettings(
                            URI.create("http://127.0.0.1:" + FreePort.find()),
                            new Login("admin", "a-password-though-nobody-listens")),
                    Clock.systemUTC());
            try {
                Silence set = commandLine.add(REQUEST);
                SilenceStore replica = new SilenceStore(database.dataSource());

                assertThat(replica.notOver(Instant.now())).containsExactly(set);
                assertThat(commandLine.list()).containsExactly(set);
                assertThat(set.scope()).hasToString("region eu-*, cluster blue|green");

                commandLine.expire(set.id());
                assertThat(replica.notOver(Instant.now())).isEmpty();
                assertThatThrownBy(() -> commandLine.expire(set.id()))
                        .isInstanceOf(IOException.class)
                        .hasMessage("there is no such silence, or it is over");

                postgres.stop();
                assertThatThrownBy(() -> replica.notOver(Instant.now())).isInstanceOf(DataAccessException.class);
                assertThatThrownBy(() -> commandLine.add(REQUEST))
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("the store of the silences does not answer: ");
            } finally {
                database.close();
            }
        }
    }
}
