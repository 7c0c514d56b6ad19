package org.spotalert.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.spotalert.cli.check.Finding;
import org.spotalert.cli.check.Finding.Result;
import org.spotalert.cli.check.StoreCheck;
import org.spotalert.local.PostgresServer;
import org.spotalert.model.AlertKind;
import org.spotalert.model.DeliveryKey;
import org.spotalert.model.Incident;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.store.jdbc.JdbcStore;

class PostgresStoreIT extends StoreContract {

    private static PostgresServer postgres;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Override
    Store connect(Lease lease) {
        return JdbcStore.pooled(TestStore.settings(postgres.url()), lease);
    }

    private static String database(String name) throws SQLException {
        run(postgres.url(), "CREATE DATABASE " + name);
        return postgres.url().replace("/postgres?", "/" + name + "?");
    }

    private static void run(String url, String... statements) throws SQLException {
        try (Connection owner = DriverManager.getConnection(url);
                Statement statement = owner.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Test
    void whatAnOlderVersionHasSentStaysSent() throws SQLException {
        String url = database("older");
        Flyway.configure()
                .dataSource(url, null, null)
                .table("claim_schema_history")
                .target("4")
                .load()
                .migrate();
        run(
                url,
                "INSERT INTO claim (channel, alert, confirmed_at) VALUES"
                        + " ('chat', '1/eu-west-1/i-1/interruption_warning', CURRENT_TIMESTAMP),"
                        + " ('chat', '1/eu-west-1/i-1/not_recovered-of-interruption_warning', CURRENT_TIMESTAMP),"
                        + " ('chat', '1/eu-west-1/i-1/detail-of-scheduled_change@2026-12-05T15:10:09Z',"
                        + " CURRENT_TIMESTAMP),"
                        + " ('mail', '1/eu-west-1/i-1/interruption_warning', NULL),"
                        + " ('follow-up (begun) chat', '1/eu-west-1/i-1/interruption_warning', CURRENT_TIMESTAMP)");
        String warning = "1/eu-west-1/i-1/interruption_warning";

        try (Store store = JdbcStore.pooled(TestStore.settings(url), Lease.ofThisProcess(LONG))) {
            store.open();
            DeliveryKey detail =
                    new DeliveryKey("1/eu-west-1/i-1/scheduled_change@2026-12-05T15:10:09Z", AlertKind.DETAIL);
            Set<DeliveryKey> keys = Set.of(
                    new DeliveryKey(warning, AlertKind.WARNING),
                    new DeliveryKey(warning, AlertKind.RECOVERED),
                    new DeliveryKey(warning, AlertKind.NOT_RECOVERED),
                    detail);

            assertThat(store.deliveries().sentTo(keys))
                    .containsOnlyKeys(
                            new DeliveryKey(warning, AlertKind.WARNING),
                            new DeliveryKey(warning, AlertKind.NOT_RECOVERED),
                            detail)
                    .allSatisfy((key, channels) -> assertThat(channels).containsExactly("chat"));
        }
    }

    @Test
    void checkSaysWhetherTheTablesCanBeMade() throws SQLException {
        String bare = database("bare");
        run(postgres.url(), "CREATE ROLE guest LOGIN");
        run(bare, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");

        assertThat(new StoreCheck(TestStore.settings(bare)).run())
                .extracting(Finding::result)
                .containsExactly(Result.OK);
        assertThat(new StoreCheck(TestStore.settings(bare.replace("user=postgres", "user=guest"))).run())
                .extracting(Finding::remedy)
                .singleElement()
                .asString()
                .startsWith("GRANT CREATE");
    }

    @Test
    void whatHappensWhileTheStoreIsAwayIsWrittenWhenItIsBack() {
        Incident incident = Incident.of(Samples.warning().id("i-" + own).alert(), Samples.NOTICED);
        try (TestStore store = new TestStore(postgres.url(), Clock.systemUTC())) {
            postgres.stop();
            store.incidents().decided(List.of(Samples.warning().id("i-" + own).alert()));
            store.incidents().write();

            postgres.startAgain();
            Awaitility.await("the store").ignoreExceptions().untilAsserted(() -> {
                store.deliveries().renew();
                store.incidents().write();
                assertThat(store.incidents().find(List.of(incident.key()))).hasSize(1);
            });
        }
    }
}
