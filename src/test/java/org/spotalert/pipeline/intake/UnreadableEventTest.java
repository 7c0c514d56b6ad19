package org.spotalert.pipeline.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.local.Events;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.ReceivedEvent.Foreign;
import org.spotalert.pipeline.intake.ReceivedEvent.Notices;
import org.spotalert.pipeline.intake.ReceivedEvent.SubscriptionRequest;

class UnreadableEventTest {

    private static final Instant SENT = Instant.parse("2026-11-20T08:15:43Z");

    private final EventParser parser =
            new EventParser("us-east-1", () -> Optional.of("210987654321"), InterruptionKind.DEFAULTS);

    private final EventParser all =
            new EventParser("us-east-1", () -> Optional.of("210987654321"), EnumSet.allOf(InterruptionKind.class));

    private Interruption read(String name) throws UnreadableEventException {
        return Parsers.only(parser, Events.text(name), SENT.toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource({
        "task/shop/0123456789abcdef0123456789abcdef,task/shop/x",
        "cluster/shop,cluster/<shop>",
        "arn:aws:ecs:eu-west-1:123456789012:cluster,shop"
    })
    void taskWithoutItsArnsIsRefused(String good, String bad) {
        String body = Events.text("task-interruption").replace(good.trim(), bad.trim());

        assertThat(body).isNotEqualTo(Events.text("task-interruption"));
        assertThatThrownBy(() -> all.parse(body, 0))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("taskArn");
    }

    @ParameterizedTest
    @CsvSource({
        "not-json,is not JSON",
        "truncated,is not JSON",
        "array-of-numbers,is not a JSON object",
        "empty-object,neither",
        "no-instance-id,instance-id",
        "bad-instance-id,instance-id",
        "deeply-nested,is not JSON",
        "s3-notification,looks like a record of aws:s3",
        "alarm,looks like an alarm of CloudWatch",
        "no-detail-type,correct the rule's input transformer",
        "wrapped-too-deep,wrapped more than 5 times"
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

    @Test
    void valueThatWouldFailLaterIsRefused() {
        String body = Events.text("interruption-warning-terminate")
                .replace("EC2 Spot Instance Interruption Warning", "EC2\\nSpot");

        assertThatThrownBy(() -> parser.parse(body, 0))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("without control characters");
    }

    @Test
    void severalRecordsAreSeveralNoticesWhateverElseIsAmongThem() throws UnreadableEventException {
        Notices notices = (Notices) parser.parse(Events.text("lambda-records-several"), 0);

        assertThat(notices.interruptions())
                .extracting(Interruption::resourceId)
                .containsExactly("i-0a1b2c3d4e5f60718", "i-0a1b2c3d4e5f60719");
        assertThat(notices.unreadable())
                .singleElement()
                .asString()
                .contains("body inside the record of SQS is not JSON");
    }

    @Test
    void questionOfSnsNamesItsTopicAndNoToken() throws UnreadableEventException {
        assertThat(parser.parse(Events.text("subscription-confirmation"), 0))
                .isEqualTo(new SubscriptionRequest("arn:aws:sns:eu-west-1:123456789012:spot-events"));
    }

    @Test
    void jsonInBase64IsNamed() {
        String body = Base64.getEncoder().encodeToString("{\"id\":1}".getBytes(UTF_8));

        assertThatThrownBy(() -> parser.parse(body, 0)).hasMessageContaining("JSON in Base64");
    }

    @Test
    void whatTakesTooMuchMemoryIsRefused() {
        String many = "{\"detail-type\":\"x\",\"a\":[" + "{},".repeat(300_000) + "{}]}";

        assertThatThrownBy(() -> parser.parse(many, 0)).isInstanceOf(UnreadableEventException.class);
        assertThatThrownBy(() ->
                        parser.parse("[" + "{\"detail-type\":\"x\"},".repeat(100) + "{\"detail-type\":\"x\"}]", 0))
                .hasMessageContaining("more than 100 events");
    }

    @Test
    void detailTypeIsNoLongerThanEventBridgeTakesIt() throws UnreadableEventException {
        assertThat(parser.parse("{\"detail-type\":\"" + "x".repeat(128) + "\"}", 0))
                .isInstanceOf(Foreign.class);
        assertThatThrownBy(() -> parser.parse("{\"detail-type\":\"" + "x".repeat(129) + "\"}", 0))
                .isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void endlessRegionAndZoneAreNotBelieved() throws UnreadableEventException {
        String body = Events.text("interruption-warning-terminate")
                .replace("\"eu-west-1\"", "\"eu" + "-a".repeat(100_000) + "-1\"")
                .replace("eu-west-1b", "eu" + "-a".repeat(100_000) + "-1b");

        Interruption interruption = Parsers.only(parser, body, 0);

        assertThat(interruption.region()).isEqualTo("us-east-1");
        assertThat(interruption.zone()).isNull();
    }

    @Test
    void eventIdOfAnotherShapeIsLeftOut() throws UnreadableEventException {
        String body = Events.text("interruption-warning-terminate")
                .replace("0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99", "x".repeat(1_000));

        assertThat(Parsers.only(parser, body, 0).eventId()).isNull();
    }
}
