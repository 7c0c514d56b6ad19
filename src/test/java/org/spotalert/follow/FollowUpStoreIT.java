package org.spotalert.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.claim.ClaimDatabase;
import org.spotalert.claim.StoreConnection;
import org.spotalert.claim.StoreSettings;
import org.spotalert.event.FollowUp;
import org.spotalert.event.FollowUp.FollowedService;
import org.spotalert.event.FollowUpJson;
import org.spotalert.event.ServiceChange;
import org.spotalert.event.UnreadableEventException;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import org.spotalert.local.PostgresServer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Open follow-ups on both kinds of database. */
class FollowUpStoreIT {

    private static final Instant NOW = Instant.parse("2026-11-20T08:15:42.123456789Z");
    private static final ServiceChange CHECKOUT = new ServiceChange("123456789012", "eu-west-1", "shop", "checkout");

    private static PostgresServer postgres;

    @SuppressWarnings("NullAway.Init")
    private SingleConnectionDataSource connection;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @AfterEach
    void close() {
        if (connection != null) {
            new JdbcTemplate(connection).update("DELETE FROM follow_up");
            connection.destroy();
        }
    }

    private FollowUpStore open(String store) {
        String url = store.equals("h2") ? "jdbc:h2:mem:" + UUID.randomUUID() : postgres.url();
        connection = StoreConnection.writing(new StoreSettings(url, null, null, Duration.ofDays(14)));
        return new FollowUpStore(connection);
    }

    private int rows() {
        return new JdbcTemplate(connection).queryForObject("SELECT COUNT(*) FROM watched_service", Integer.class);
    }

    private static FollowUp followUp(String id, String... services) {
        // As long as what a digest of many instances carries.
        String sample = Events.text("follow-up").replace("shop-node", "ü<>".repeat(900));
        try {
            return new FollowUp(
                    id,
                    "spot/digest/" + id,
                    NOW,
                    NOW.plusSeconds(600),
                    NOW,
                    Collections.nCopies(
                            50, new FollowUpJson().read(sample).instances().get(0)),
                    Stream.of(services)
                            .map(name -> new FollowedService(
                                    "123456789012",
                                    "eu-west-1",
                                    "arn:aws:ecs:eu-west-1:123456789012:cluster/shop",
                                    name,
                                    Duration.ZERO))
                            .toList());
        } catch (UnreadableEventException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void openFollowUpIsFoundByEachOfItsServices(String store) {
        FollowUpStore follows = open(store);
        FollowUp one = followUp("a1", "checkout", "search");
        FollowUp other = followUp("b2", "search");
        follows.keep(one, NOW);
        follows.keep(other, NOW);

        assertThat(follows.watching(List.of(CHECKOUT), NOW)).containsExactly(one);
        assertThat(follows.watching(
                        List.of(CHECKOUT, new ServiceChange("123456789012", "eu-west-1", "shop", "search")), NOW))
                .containsExactlyInAnyOrder(one, other);
        assertThat(follows.watching(
                        List.of(
                                new ServiceChange("123456789012", "eu-west-1", "shop", "cart"),
                                new ServiceChange("123456789012", "eu-west-1", "other", "checkout"),
                                new ServiceChange("123456789012", "us-east-1", "shop", "checkout"),
                                new ServiceChange("210987654321", "eu-west-1", "shop", "checkout")),
                        NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void latestStateIsTheOneThatIsKept(String store) {
        FollowUpStore follows = open(store);
        FollowUp first = followUp("a1", "checkout");
        FollowUp second = first.after(
                NOW.plusSeconds(15),
                first.instances(),
                List.of(first.services().get(0).below(Duration.ofSeconds(15))));
        follows.keep(first, NOW);
        follows.keep(second, NOW);

        assertThat(follows.watching(List.of(CHECKOUT), NOW)).containsExactly(second);
        assertThat(rows()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatIsOverStaysOver(String store) {
        FollowUpStore follows = open(store);
        FollowUp followUp = followUp("a1", "checkout");
        follows.keep(followUp, NOW);
        assertThat(follows.ended(List.of("a1", "b2"))).isEmpty();

        follows.end("a1", NOW);
        follows.keep(followUp, NOW);
        follows.remove("a1");

        assertThat(follows.ended(List.of("a1", "b2"))).containsExactly("a1");
        assertThat(follows.watching(List.of(CHECKOUT), NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatIsRemovedIsThereAgainOnceItIsKept(String store) {
        FollowUpStore follows = open(store);
        FollowUp followUp = followUp("a1", "checkout");
        follows.keep(followUp, NOW);

        follows.remove("a1");
        assertThat(follows.watching(List.of(CHECKOUT), NOW)).isEmpty();

        follows.keep(followUp, NOW);
        assertThat(follows.watching(List.of(CHECKOUT), NOW)).containsExactly(followUp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatHasPassedItsDeadlineIsNotLookedAtAndADayLaterForgotten(String store) {
        FollowUpStore follows = open(store);
        follows.keep(followUp("a1", "checkout"), NOW);

        assertThat(follows.watching(List.of(CHECKOUT), NOW.plusSeconds(601))).isEmpty();
        follows.keep(followUp("b2", "search"), NOW.plusSeconds(3_600));
        assertThat(rows()).isEqualTo(2);
        follows.keep(followUp("c3", "search"), NOW.plus(Duration.ofDays(1)).plusSeconds(601));
        assertThat(rows()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void stateOfALaterVersionIsLeftToItsReminder(String store) {
        FollowUpStore follows = open(store);
        FollowUp followUp = followUp("a1", "checkout");
        follows.keep(followUp, NOW);
        follows.keep(followUp("b2", "checkout"), NOW);
        new JdbcTemplate(connection)
                .update("UPDATE follow_up SET state = '{\"detail\":{\"version\":2}}' WHERE id = 'b2'");

        assertThat(follows.watching(List.of(CHECKOUT), NOW)).containsExactly(followUp);
    }

    @Test
    void withoutItsStoreNobodyLooksEarlyAndEveryReminderCounts() throws Exception {
        String nowhere = "jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/nowhere";
        FollowUp followUp = followUp("a1", "checkout");
        try (ClaimDatabase database =
                new ClaimDatabase(new StoreSettings(nowhere, null, null, Duration.ofDays(14)), Duration.ZERO)) {
            OpenFollowUps open = new OpenFollowUps(true, database, Clock.systemUTC());

            open.keep(followUp);
            open.ended(new FollowUpStep(followUp, List.of(), null));

            assertThat(open.watching(List.of(CHECKOUT))).isEmpty();
            assertThat(open.notEnded(List.of(followUp))).containsExactly(followUp);
        }
    }
}
