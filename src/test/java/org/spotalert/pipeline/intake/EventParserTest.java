package org.spotalert.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.Events;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.Interruption.Assumed;
import org.spotalert.model.Interruption.Source;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Resource.FargateTask;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.intake.ReceivedEvent.Foreign;

class EventParserTest {

    private static final Instant SENT = Instant.parse("2026-11-20T08:15:43Z");

    private final EventParser parser =
            new EventParser("us-east-1", () -> Optional.of("210987654321"), InterruptionKind.DEFAULTS);

    private final EventParser all =
            new EventParser("us-east-1", () -> Optional.of("210987654321"), EnumSet.allOf(InterruptionKind.class));

    private Interruption read(String name) throws UnreadableEventException {
        return Parsers.only(parser, Events.text(name), SENT.toEpochMilli());
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
    void evictionIsTheEndOfEachOfItsInstances() throws UnreadableEventException {
        Samples evicted = Samples.notice()
                .eventId("3f0c5a1e-9f2b-4b7a-8a43-1d0b9d7c6e55")
                .account("123456789012")
                .zone(null)
                .noticedAt(Instant.parse("2026-11-20T08:13:42Z"))
                .source(Source.EVICTION);

        assertThat(parser.parse(Events.text("bid-evicted"), SENT.toEpochMilli()).interruptions())
                .containsExactly(
                        evicted.id("i-0a1b2c3d4e5f60718").interruption(),
                        evicted.id("i-0a1b2c3d4e5f60719").interruption())
                .allMatch(interruption -> interruption.late(Instant.parse("2026-11-20T08:15:43Z")));
    }

    @Test
    void otherRecordsOfCloudTrailAreForeignAndAnEvictionOfNothingIsUnreadable() throws UnreadableEventException {
        String event = Events.text("bid-evicted");

        assertThat(parser.parse(event.replace("BidEvictedEvent", "RotateKey"), SENT.toEpochMilli()))
                .isInstanceOf(Foreign.class);
        assertThatThrownBy(() -> parser.parse(event.replace("\"i-0a", "\"x-0a"), SENT.toEpochMilli()))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("instanceIdSet");
    }

    @Test
    void noticeThatTheWatchHasFoundIsReadAsItWasWritten() throws UnreadableEventException {
        for (InstanceAction action : List.of(InstanceAction.TERMINATE, InstanceAction.STOP, InstanceAction.HIBERNATE)) {
            Interruption found = Samples.notice()
                    .eventId("sir-0a1b2c3d")
                    .account("123456789012")
                    .zone("eu-west-1b")
                    .action(action)
                    .noticedAt(Instant.parse("2026-11-20T08:15:42Z"))
                    .source(Source.REQUEST_WATCH)
                    .interruption();

            assertThat(Parsers.only(parser, FoundNotice.message(found), SENT.toEpochMilli()))
                    .isEqualTo(found);
        }
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
    void eventOfAnotherKindIsNotForUs() throws UnreadableEventException {
        assertThat(parser.parse(Events.text("state-change"), 0))
                .isEqualTo(
                        new Foreign("0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99", "EC2 Instance State-change Notification"));
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
        Interruption interruption = Parsers.only(all, Events.text(name), SENT.toEpochMilli());

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
        assertThat(Parsers.only(all, body, 0).terminatesAt()).isEqualTo("2026-11-20T08:17:42Z");
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
        assertThat(all.parse(body, 0)).isInstanceOf(Foreign.class);
    }

    @Test
    void stoppingInstanceMayStopAgainAndATerminatedOneNot() throws UnreadableEventException {
        Interruption terminated = Parsers.only(all, Events.text("state-change"), 0);
        Interruption stopping = Parsers.only(all, Events.text("state-change").replace("terminated", "stopping"), 0);

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
    void secondEventOfATaskSaysWhenItBegan() throws UnreadableEventException {
        String body = Events.text("task-interruption")
                .replace("\"RUNNING\"", "\"STOPPED\", \"stoppingAt\": \"2026-11-20T08:14:00.123Z\"")
                .replace("SpotInterruption", "TerminationNotice");
        Interruption second = Parsers.only(all, body, 0);

        assertThat(second.subject()).isEqualTo(read("task-interruption").subject());
        assertThat(second.noticedAt()).isEqualTo("2026-11-20T08:14:00.123Z");
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
    void taskOnAnInstanceIsKnownByItsInstance(String member) throws UnreadableEventException {
        String body = Events.text("fargate-spot-sample").replace("\"lastStatus\"", member + ", \"lastStatus\"");

        assertThat(parser.parse(body, 0)).isInstanceOf(Foreign.class);
    }
}
