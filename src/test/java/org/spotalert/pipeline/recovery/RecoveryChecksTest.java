package org.spotalert.pipeline.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.fleet.RecoveryLookup;
import org.spotalert.model.Interruption;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.intake.FollowUp;
import org.spotalert.pipeline.intake.FollowUp.FollowedInstance;
import org.spotalert.platform.aws.AwsClients;

class RecoveryChecksTest {

    private static final Instant BEGUN = Instant.parse("2026-11-20T08:15:00Z");

    private final AwsClients clients = new AwsClients("eu-west-1", null);

    @AfterEach
    void close() {
        clients.close();
    }

    private RecoveryChecks at(Instant now, int intervalSeconds) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Duration patience = Duration.ofSeconds(5);
        return new RecoveryChecks(
                new RecoverySettings(
                        true, Duration.ofSeconds(intervalSeconds), Duration.ofMinutes(10), Duration.ofSeconds(90)),
                50,
                new RecoveryLookup(clients.credentials(), clients.lookups(patience, 50), patience, clock),
                clock);
    }

    private static FollowUp followUp(boolean asking) {
        Interruption interruption = Samples.notice()
                .eventId("event")
                .account("123456789012")
                .id("i-00000000000000001")
                .noticedAt(BEGUN)
                .interruption();
        FollowedInstance instance = new FollowedInstance(
                interruption,
                "WARNING",
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                0,
                0,
                List.of("held back"),
                Map.of(),
                Set.of(),
                asking);
        return new FollowUp("1", "thread", BEGUN, BEGUN.plusSeconds(600), BEGUN, List.of(instance), List.of());
    }

    @ParameterizedTest
    @CsvSource({
        // asking, interval, now, delay
        "true, 15, 08:15:00.000, 5",
        "true, 15, 08:15:01.300, 4",
        "true, 15, 08:15:04.900, 1",
        "false, 15, 08:15:01.000, 14",
        "false, 15, 08:15:04.900, 11",
        "false, 7, 08:15:01.000, 4",
        "true, 2, 08:15:00.000, 2",
        "false, 1, 08:15:00.300, 1",
        // the last look
        "false, 15, 08:24:58.000, 2"
    })
    void looksAreDueTogether(boolean asking, int interval, String now, int delay) {
        RecoveryChecks followUps = at(Instant.parse("2026-11-20T" + now + "Z"), interval);

        assertThat(followUps.delaySeconds(followUp(asking))).isEqualTo(delay);
    }

    @Test
    void servicesAreLookedAtNoMoreOftenWhileDetailsAreLookedFor() {
        FollowUp followUp = followUp(true);

        assertThat(lookedAt(at(BEGUN.plusSeconds(10), 15), followUp)).isEqualTo(BEGUN);
        assertThat(lookedAt(at(BEGUN.plusSeconds(15), 15), followUp)).isEqualTo(BEGUN.plusSeconds(15));
    }

    private static Instant lookedAt(RecoveryChecks followUps, FollowUp followUp) {
        FollowUp next = followUps.look(List.of(followUp), List.of()).get(0).next();
        return Objects.requireNonNull(next).lookedAt();
    }
}
