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
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.Events;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.Interruption.Assumed;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Resource.FargateTask;
import org.spotalert.model.Samples;

class EventParserTest {

    private static final Instant SENT = Instant.parse("2026-11-20T08:15:43Z");

    private final EventParser parser = new EventParser("us-east-1", () -> Optional.of("210987654321"));

    private final EventParser all =
            new EventParser("us-east-1", () -> Optional.of("210987654321"), EnumSet.allOf(InterruptionKind.class));

    private Interruption read(String name) throws UnreadableEventException {
        return (Interruption) parser.parse(Events.text(name), SENT.toEpochMilli());
    }

    @Test
    void warningIsReadWithEveryField() throws UnreadableEventException {
        Interruption interruption = read("interruption-warning-terminate");

        assertThat(interruption)
                .isEqualTo(Samples.notice()
                        .eventId("0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99")
                        .account("123456789012")
                        .zone("eu-west-1b")
                        .noticedAt(Instant.parse("2026-11-20T08:15:42Z"))
                        .interruption());
        assertThat(interruption.terminatesAt()).isEqualTo("2026-11-20T08:17:42Z");
    }

    @Test
    void hibernationBeginsWithTheNotice() throws UnreadableEventException {
        Interruption interruption = read("interruption-warning-hibernate");

        assertThat(interruption.terminatesAt()).isEqualTo(interruption.noticedAt());
    }

    @Test
    void rebalanceRecommendationSetsNoTime() throws UnreadableEventException {
        Interruption interruption = read("rebalance-recommendation");

        assertThat(interruption.kind()).isEqualTo(InterruptionKind.REBALANCE_RECOMMENDATION);
        assertThat(interruption.terminatesAt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resources-as-string",
                "unknown-members",
                "sns-envelope",
                "no-region",
                "account-as-number",
                "lambda-records",
                "lambda-sns-records",
                "pipes-records",
                "sqs-record",
                "sns-in-sns",
                "encoded-twice",
                "byte-order-mark",
                "array-of-one"
            })
    void otherShapesOfTheWarningReadTheSame(String name) throws UnreadableEventException {
        assertThat(read(name)).isEqualTo(read("interruption-warning-terminate"));
    }

    @ParameterizedTest
    @CsvSource({
        "rebalance-recommendation,EC2 Instance Rebalance Recommendation,EC2 Spot Instance Rebalance Recommended",
        "reservation-warning,EC2 Interruptible Capacity,EC2 Capacity",
        "task-interruption,SpotInterruption,TerminationNotice",
        "task-interruption,launchType\": \"FARGATE,capacityProviderName\": \"FARGATE_SPOT"
    })
    void otherSpellingsAreReadTheSame(String name, String one, String other) throws UnreadableEventException {
        String body = Events.text(name);

        assertThat(body).contains(one);
        assertThat(parser.parse(body.replace(one, other), 0)).isEqualTo(parser.parse(body, 0));
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
        assertThat(interruption.assumed()).containsExactlyInAnyOrder(Assumed.REGION, Assumed.ACCOUNT);
    }

    @Test
    void eventOfAnotherKindIsNotForUs() throws UnreadableEventException {
        assertThat(parser.parse(Events.text("state-change"), 0))
                .isEqualTo(new ForeignEvent(
                        "0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99", "EC2 Instance State-change Notification"));
    }

    @ParameterizedTest
    @CsvSource({
        "interruption-warning-terminate,INTERRUPTION_WARNING,TERMINATE,120",
        "rebalance-recommendation,REBALANCE_RECOMMENDATION,UNKNOWN,",
        "reservation-warning,RESERVATION_WARNING,TERMINATE,150",
        "terminate-action,TERMINATE_ACTION,TERMINATE,",
        "state-change,STATE_CHANGE,TERMINATE,0",
        "hook-notification,TERMINATE_ACTION,TERMINATE,"
    })
    void eachKindOfAnInstanceIsRead(String name, InterruptionKind kind, InstanceAction action, Integer secondsLeft)
            throws UnreadableEventException {
        Interruption interruption = (Interruption) all.parse(Events.text(name), SENT.toEpochMilli());

        assertThat(interruption.kind()).isEqualTo(kind);
        assertThat(interruption.resourceId()).isEqualTo("i-0a1b2c3d4e5f60718");
        assertThat(interruption.account()).isEqualTo("123456789012");
        assertThat(interruption.action()).isEqualTo(action);
        assertThat(interruption.task()).isNull();
        assertThat(interruption.terminatesAt())
                .isEqualTo(secondsLeft == null ? null : interruption.noticedAt().plusSeconds(secondsLeft));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"instance-termination-time\": \"soon\",",
                "\"instance-termination-time\": 7,",
                "\"instance-termination-time\": \"+1000000000-12-31T23:59:59Z\","
            })
    void reservationWarningWithoutATimeLeavesTwoMinutes(String member) throws UnreadableEventException {
        String body = Events.text("reservation-warning")
                .replace("\"instance-termination-time\": \"2026-11-20T08:18:12Z\",", member);

        assertThat(body).doesNotContain("08:18:12");
        assertThat(((Interruption) all.parse(body, 0)).terminatesAt()).isEqualTo("2026-11-20T08:17:42Z");
    }

    @ParameterizedTest
    @CsvSource({
        "interruption-warning-terminate,Instance Interruption Warning,Nothing",
        "state-change,terminated,running",
        "state-change,terminated,stopped",
        "terminate-action,INSTANCE_TERMINATING,INSTANCE_LAUNCHING",
        "hook-notification,EC2_INSTANCE_TERMINATING,TEST_NOTIFICATION",
        "task-interruption,SpotInterruption,ServiceSchedulerInitiated",
        "task-interruption,\"FARGATE\",\"EC2\"",
        "scheduled-change,scheduledChange,accountNotification",
        "scheduled-change,upcoming,closed",
        "scheduled-change,\"EC2\",\"EBS\"",
        "scheduled-change,PENDING,RESOLVED",
        "scheduled-change,entityValue\": \"i-0a1b2c3d4e5f60718,entityValue\": \"h-0a1b2c3d4e5f60718"
    })
    void whatAnnouncesNoLossIsNotForUs(String name, String loss, String none) throws UnreadableEventException {
        String body = Events.text(name).replace(loss, none);

        assertThat(body).isNotEqualTo(Events.text(name));
        assertThat(all.parse(body, 0)).isInstanceOf(ForeignEvent.class);
    }

    @Test
    void stoppingInstanceMayStopAgainAndATerminatedOneNot() throws UnreadableEventException {
        Interruption terminated = (Interruption) all.parse(Events.text("state-change"), 0);
        Interruption stopping =
                (Interruption) all.parse(Events.text("state-change").replace("terminated", "stopping"), 0);

        assertThat(terminated.subject().occurrence()).isNull();
        assertThat(stopping.subject().occurrence()).isEqualTo(stopping.noticedAt());
    }

    @Test
    void taskOfFargateSpotIsReadWithoutAnInstance() throws UnreadableEventException {
        Interruption interruption = read("task-interruption");

        assertThat(interruption.resourceId()).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(interruption.task())
                .isEqualTo(new FargateTask(
                        "arn:aws:ecs:eu-west-1:123456789012:task/shop/0123456789abcdef0123456789abcdef",
                        "arn:aws:ecs:eu-west-1:123456789012:cluster/shop",
                        "service:checkout",
                        "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7",
                        true));
        assertThat(interruption.terminatesAt()).isEqualTo("2026-11-20T08:17:42Z");
    }

    @Test
    void secondEventOfATaskTellsWhenItBegan() throws UnreadableEventException {
        String body = Events.text("task-interruption")
                .replace("\"RUNNING\"", "\"STOPPED\", \"stoppingAt\": \"2026-11-20T08:14:00.123Z\"")
                .replace("SpotInterruption", "TerminationNotice");
        Interruption second = (Interruption) all.parse(body, 0);

        assertThat(second.subject()).isEqualTo(read("task-interruption").subject());
        assertThat(second.noticedAt()).isEqualTo("2026-11-20T08:14:00.123Z");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "null",
                "1795162542",
                "\"1795162542\"",
                "\"2026-11-20T08:15:42\"",
                "\"2026-11-20T08:15:42+0000\"",
                "\"<time>\"",
                "\"$.time\"",
                "{}",
                "\"+1000000000-12-31T23:59:59.999999999Z\"",
                "\"1969-12-31T23:59:59Z\""
            })
    void timeThatCannotBeReadIsThatOfTheMessage(String time) throws UnreadableEventException {
        String body = Events.text("interruption-warning-terminate").replace("\"2026-11-20T08:15:42Z\"", time);

        Interruption interruption = (Interruption) parser.parse(body, SENT.toEpochMilli());

        assertThat(interruption.noticedAt()).isEqualTo(SENT);
        assertThat(interruption.assumed()).containsExactly(Assumed.TIME);
        assertThat(interruption.placeAssumed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-time", "epoch-time"})
    void eventWithoutATimeIsTheSameNotice(String name) throws UnreadableEventException {
        assertThat(read(name).subject())
                .isEqualTo(read("interruption-warning-terminate").subject());
        assertThat(read(name).noticedAt()).isEqualTo(SENT);
    }

    /** Zones are of all partitions, of Local Zones and of Wavelength. */
    @ParameterizedTest
    @CsvSource({
        "eu-west-1b, eu-west-1",
        "us-west-2-lax-1a, us-west-2",
        "us-east-1-wl1-bos-wlz-1, us-east-1",
        "ap-southeast-5c, ap-southeast-5",
        "us-gov-west-1a, us-gov-west-1",
        "cn-north-1a, cn-north-1",
        "eusc-de-east-1a, eusc-de-east-1",
        "us-iso-east-1b, us-iso-east-1",
        "us-isob-east-1a, us-isob-east-1",
        "eu-isoe-west-1c, eu-isoe-west-1",
        "us-isof-south-1a, us-isof-south-1"
    })
    void regionIsThatOfTheZoneWhereTheEventNamesNone(String zone, String region) throws UnreadableEventException {
        for (String named : new String[] {"", "\"region\": \"<region>\",", "\"region\": \"" + zone + "\","}) {
            String body = Events.text("interruption-warning-terminate")
                    .replace("\"region\": \"eu-west-1\",", named)
                    .replace("aws:ec2:eu-west-1b", "aws:ec2:" + zone);

            Interruption interruption = (Interruption) parser.parse(body, 0);

            assertThat(interruption.region()).isEqualTo(region);
            assertThat(interruption.zone()).isEqualTo(zone);
            assertThat(interruption.assumed()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws-eusc:ec2:eusc-de-east-1:444455556666:instance/i-0a1b2c3d4e5f60718, eusc-de-east-1, 444455556666, false",
        "arn:aws-cn:ec2:cn-northwest-1:444455556666:instance/i-0a1b2c3d4e5f60718, cn-northwest-1, 444455556666, false",
        "arn:aws:ec2:eu-west-1b:instance/i-0a1b2c3d4e5f60718, eu-west-1, 210987654321, true",
        "i-0a1b2c3d4e5f60718, us-east-1, 210987654321, true"
    })
    void whatTheResourceDoesNotTellIsAssumed(String resource, String region, String account, boolean assumed)
            throws UnreadableEventException {
        Interruption interruption = (Interruption) parser.parse("""
                {"detail-type": "EC2 Spot Instance Interruption Warning", "time": "2026-11-20T08:15:42Z",
                 "resources": ["%s"], "detail": {"instance-id": "i-0a1b2c3d4e5f60718"}}""".formatted(resource), 0);

        assertThat(interruption.region()).isEqualTo(region);
        assertThat(interruption.account()).isEqualTo(account);
        assertThat(interruption.placeAssumed()).isEqualTo(assumed);
    }

    @Test
    void regionOfTheTopicIsNearerThanHome() throws UnreadableEventException {
        String body = "{\"Type\":\"Notification\",\"TopicArn\":\"arn:aws:sns:eu-west-1:123456789012:spot\",\"Message\":"
                + "\"{\\\"instance-id\\\":\\\"i-0a1b2c3d4e5f60718\\\",\\\"instance-action\\\":\\\"stop\\\"}\"}";

        Interruption interruption = (Interruption) parser.parse(body, 0);

        assertThat(interruption.region()).isEqualTo("eu-west-1");
        assertThat(interruption.assumed()).containsExactlyInAnyOrder(Assumed.REGION, Assumed.ACCOUNT);
    }

    @ParameterizedTest
    @CsvSource({
        "123456789012, 123456789012",
        "12345678901, 012345678901",
        "1234567890123, 210987654321",
        "123, 210987654321",
        "-123456789012, 210987654321",
        "1e300, 210987654321"
    })
    void accountIsANumberOfTwelveDigits(String number, String account) throws UnreadableEventException {
        String body = Events.text("interruption-warning-terminate")
                .replace("\"account\": \"123456789012\"", "\"account\": " + number);

        assertThat(((Interruption) parser.parse(body, 0)).account()).isEqualTo(account);
    }

    @Test
    void sampleOfTheGuideIsATaskOfFargateSpot() throws UnreadableEventException {
        Interruption interruption = read("fargate-spot-sample");

        assertThat(interruption.kind()).isEqualTo(InterruptionKind.TASK_INTERRUPTION);
        assertThat(interruption.resourceId()).isEqualTo("0c8e7a41-3d2b-4f6a-9b1c-7d5e3f2a1b0c");
        assertThat(interruption.region()).isEqualTo("eu-west-1");
        assertThat(interruption.noticedAt()).isEqualTo(SENT);
        assertThat(interruption.assumed()).containsExactly(Assumed.TIME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"launchType\": \"EC2\"",
                "\"launchType\": \"MANAGED_INSTANCES\"",
                "\"containerInstanceArn\": \"arn:aws:ecs:eu-west-1:123456789012:container-instance/shop/1\""
            })
    void taskOnAnInstanceIsToldByItsInstance(String member) throws UnreadableEventException {
        String body = Events.text("fargate-spot-sample").replace("\"lastStatus\"", member + ", \"lastStatus\"");

        assertThat(parser.parse(body, 0)).isInstanceOf(ForeignEvent.class);
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
