package org.spotalert.pipeline.notify.deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.cli.check.Finding;
import org.spotalert.cli.check.Finding.Result;
import org.spotalert.cli.check.StoreCheck;
import org.spotalert.local.FreePort;
import org.spotalert.local.PostgresServer;
import org.spotalert.model.AlertKind;
import org.spotalert.model.DeliveryKey;
import org.spotalert.model.Interruption;
import org.spotalert.model.Samples;
import org.spotalert.platform.store.StoreDatabase;
import org.spotalert.platform.store.StoreSettings;
import org.spotalert.platform.store.StoreUnreadableException;

/** What is said about claims beside the program that makes them. */
class DeliveryQueryIT {

    private static PostgresServer postgres;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    private StoreSettings store(String kind) {
        return settings(kind.equals("h2") ? "jdbc:h2:file:" + directory.resolve("claims") : postgres.url());
    }

    private static StoreSettings settings(String url) {
        return new StoreSettings(url, null, null, Duration.ofDays(14));
    }

    private static Interruption interruption(int number) {
        return Samples.notice()
                .eventId(null)
                .account("123456789012")
                .id("i-%08x".formatted(number))
                .noticedAt(Instant.EPOCH)
                .interruption();
    }

    private static StoreDatabase open(StoreSettings settings) {
        StoreDatabase database = new StoreDatabase(settings, Duration.ofSeconds(20));
        database.open();
        return database;
    }

    private static void confirm(StoreDatabase database, String channel, Interruption interruption) {
        new DeliveryTable(database.dataSource(), channel, LeaseOwner.ofThisProcess())
                .confirm(List.of(DeliveryKey.of(AlertKind.WARNING, interruption).toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void channelsOfEachAlertAreFoundAndUnconfirmedOnesAreNot(String kind) throws StoreUnreadableException {
        StoreSettings settings = store(kind);
        List<Interruption> interruptions =
                IntStream.range(0, 1200).mapToObj(DeliveryQueryIT::interruption).toList();
        try (StoreDatabase database = open(settings)) {
            confirm(database, "sns", interruptions.get(0));
            confirm(database, "email", interruptions.get(0));
            confirm(database, DeliveryLog.followUpFor("sns"), interruptions.get(0));
            confirm(database, "sns", interruptions.get(1199));
            new DeliveryTable(database.dataSource(), "email", LeaseOwner.ofThisProcess())
                    .claim(List.of(DeliveryKey.of(AlertKind.WARNING, interruptions.get(1199))
                            .toString()));
        }

        var channels = new DeliveryQuery(settings).channels(interruptions);

        assertThat(channels).hasSize(1200);
        assertThat(channels.get(interruptions.get(0))).containsExactlyInAnyOrder("email", "sns");
        assertThat(channels.get(interruptions.get(1))).isEmpty();
        assertThat(channels.get(interruptions.get(1199))).isEqualTo(Set.of("sns"));
    }

    @Test
    void fileThatIsNotThereIsNotMade() {
        StoreSettings settings = store("h2");

        assertThatThrownBy(() -> new DeliveryQuery(settings).channels(List.of(interruption(1))))
                .isInstanceOf(StoreUnreadableException.class)
                .hasMessageContaining("not found");
        assertThat(Files.exists(directory.resolve("claims.mv.db"))).isFalse();
    }

    @Test
    void serverThatDoesNotAnswerCannotBeRead() {
        StoreSettings settings = settings("jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/claims");

        assertThatThrownBy(() -> new DeliveryQuery(settings).channels(List.of(interruption(1))))
                .isInstanceOf(StoreUnreadableException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void checkTellsWhetherTheTablesCanBeMade() throws SQLException {
        try (Connection owner = DriverManager.getConnection(postgres.url());
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE ROLE guest LOGIN");
            statement.execute("CREATE DATABASE bare");
        }
        String bare = postgres.url().replace("/postgres?", "/bare?");
        try (Connection owner = DriverManager.getConnection(bare);
                Statement statement = owner.createStatement()) {
            statement.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        }

        assertThat(new StoreCheck(settings(bare)).look())
                .extracting(Finding::result)
                .containsExactly(Result.OK);
        assertThat(new StoreCheck(settings(bare.replace("user=postgres", "user=guest"))).look())
                .extracting(Finding::remedy)
                .singleElement()
                .asString()
                .startsWith("GRANT CREATE");
    }
}
