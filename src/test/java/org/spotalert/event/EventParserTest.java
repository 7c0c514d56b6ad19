package org.spotalert.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.Events;

class EventParserTest {

    private static final Instant SENT = Instant.parse("2026-11-20T08:15:43Z");

    private final EventParser parser = new EventParser("us-east-1", () -> Optional.of("210987654321"));

    private Interruption read(String name) throws UnreadableEventException {
        return (Interruption) parser.parse(Events.text(name), SENT.toEpochMilli());
    }

    @Test
    void warningIsReadWithEveryField() throws UnreadableEventException {
        Interruption interruption = read("interruption-warning-terminate");

        assertThat(interruption)
                .isEqualTo(new Interruption(
                        "0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99",
                        InterruptionKind.INTERRUPTION_WARNING,
                        "123456789012",
                        "eu-west-1",
                        "eu-west-1b",
                        "i-0a1b2c3d4e5f60718",
                        InstanceAction.TERMINATE,
                        Instant.parse("2026-11-20T08:15:42Z")));
        assertThat(interruption.reclaimAt()).isEqualTo("2026-11-20T08:17:42Z");
    }

    @Test
    void hibernationBeginsWithTheNotice() throws UnreadableEventException {
        Interruption interruption = read("interruption-warning-hibernate");

        assertThat(interruption.reclaimAt()).isEqualTo(interruption.noticedAt());
    }

    @Test
    void rebalanceRecommendationSetsNoTime() throws UnreadableEventException {
        Interruption interruption = read("rebalance-recommendation");

        assertThat(interruption.kind()).isEqualTo(InterruptionKind.REBALANCE_RECOMMENDATION);
        assertThat(interruption.reclaimAt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resources-as-string", "unknown-members", "sns-envelope"})
    void otherShapesOfTheWarningReadTheSame(String name) throws UnreadableEventException {
        assertThat(read(name)).isEqualTo(read("interruption-warning-terminate"));
    }

    @Test
    void zoneIsNotTakenFromANormalArn() throws UnreadableEventException {
        assertThat(read("normal-arn").zone()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"detail-only-warning,INTERRUPTION_WARNING", "detail-only-rebalance,REBALANCE_RECOMMENDATION"})
    void detailAloneTakesTimeAndRegionFromElsewhere(String name, InterruptionKind kind)
            throws UnreadableEventException {
        Interruption interruption = read(name);

        assertThat(interruption.kind()).isEqualTo(kind);
        assertThat(interruption.noticedAt()).isEqualTo(SENT);
        assertThat(interruption.region()).isEqualTo("us-east-1");
        assertThat(interruption.account()).isEqualTo("210987654321");
    }

    @Test
    void eventOfAnotherKindIsNotForUs() throws UnreadableEventException {
        assertThat(parser.parse(Events.text("state-change"), 0))
                .isEqualTo(new ForeignEvent(
                        "0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99", "EC2 Instance State-change Notification"));
    }

    @ParameterizedTest
    @CsvSource({
        "not-json,is not JSON",
        "truncated,is not JSON",
        "array,is not a JSON object",
        "empty-object,neither",
        "no-instance-id,instance-id",
        "bad-instance-id,instance-id",
        "no-time,time",
        "deeply-nested,is not JSON"
    })
    void malformedBodyIsRefusedWithTheReason(String name, String reason) {
        assertThatThrownBy(() -> read("malformed-" + name))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void emptyBodyIsRefused() {
        assertThatThrownBy(() -> parser.parse("", 0)).isInstanceOf(UnreadableEventException.class);
        assertThatThrownBy(() -> parser.parse(null, 0)).isInstanceOf(UnreadableEventException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T08:15:42Z,+1000000000-12-31T23:59:59.999999999Z,is not between the years",
        "2026-11-20T08:15:42Z,1969-12-31T23:59:59Z,is not between the years",
        "2026-11-20T08:15:42Z,soon,is missing or not an ISO 8601 time",
        "EC2 Spot Instance Interruption Warning,EC2\\nSpot,without control characters"
    })
    void valueThatWouldFailLaterIsRefused(String good, String bad, String reason) {
        String body = Events.text("interruption-warning-terminate").replace(good, bad);

        assertThatThrownBy(() -> parser.parse(body, 0))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void detailTypeIsNoLongerThanEventBridgeTakesIt() throws UnreadableEventException {
        assertThat(parser.parse("{\"detail-type\":\"" + "x".repeat(128) + "\"}", 0))
                .isInstanceOf(ForeignEvent.class);
        assertThatThrownBy(() -> parser.parse("{\"detail-type\":\"" + "x".repeat(129) + "\"}", 0))
                .isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void endlessRegionAndZoneAreNotBelieved() throws UnreadableEventException {
        String body = Events.text("interruption-warning-terminate")
                .replace("\"eu-west-1\"", "\"eu" + "-a".repeat(100_000) + "-1\"")
                .replace("eu-west-1b", "eu" + "-a".repeat(100_000) + "-1b");

        Interruption interruption = (Interruption) parser.parse(body, 0);

        assertThat(interruption.region()).isEqualTo("us-east-1");
        assertThat(interruption.zone()).isNull();
    }

    @Test
    void eventIdOfAnotherShapeIsLeftOut() throws UnreadableEventException {
        String body = Events.text("interruption-warning-terminate")
                .replace("0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99", "x".repeat(1_000));

        assertThat(((Interruption) parser.parse(body, 0)).eventId()).isNull();
    }
}
