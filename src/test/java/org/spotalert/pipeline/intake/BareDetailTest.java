package org.spotalert.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.Events;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Samples;

/** Details without their events: what an input path leaves, and what a hook of Auto Scaling sends. */
class BareDetailTest {

    private static final Instant SENT = Instant.parse("2026-11-20T08:15:43Z");

    private static List<Interruption> parsed(EnumSet<InterruptionKind> kinds, String body)
            throws UnreadableEventException {
        return new EventParser("us-east-1", () -> Optional.of("210987654321"), kinds)
                .parse(body, SENT.toEpochMilli())
                .interruptions();
    }

    private static String detail(String event) throws JsonProcessingException {
        return new ObjectMapper().readTree(Events.text(event)).path("detail").toString();
    }

    @ParameterizedTest
    @CsvSource({
        "interruption-warning-hibernate,INTERRUPTION_WARNING",
        "rebalance-recommendation,REBALANCE_RECOMMENDATION",
        "reservation-warning,RESERVATION_WARNING",
        "state-change,STATE_CHANGE",
        "terminate-action,TERMINATE_ACTION",
        "task-interruption,TASK_INTERRUPTION",
        "scheduled-change,SCHEDULED_CHANGE"
    })
    void membersSayTheKind(String event, InterruptionKind kind) throws Exception {
        EnumSet<InterruptionKind> all = EnumSet.allOf(InterruptionKind.class);
        Interruption whole = parsed(all, Events.text(event)).get(0);

        assertThat(parsed(all, detail(event))).singleElement().satisfies(bare -> {
            assertThat(bare.kind()).isEqualTo(kind);
            assertThat(bare.resourceId()).isEqualTo(whole.resourceId());
            assertThat(bare.action()).isEqualTo(whole.action());
            assertThat(bare.task()).isEqualTo(whole.task());
            assertThat(bare.noticedAt()).isEqualTo(SENT);
            assertThat(bare.terminatesAt())
                    .isEqualTo(
                            Samples.like(whole).noticedAt(SENT).interruption().terminatesAt());
        });
        assertThat(parsed(EnumSet.complementOf(EnumSet.of(kind)), detail(event)))
                .as("a kind that people do not want")
                .isEmpty();
    }

    @Test
    void runningInstanceIsNoRecommendation() throws Exception {
        assertThat(parsed(
                        EnumSet.allOf(InterruptionKind.class),
                        "{\"instance-id\": \"i-0a1b2c3d4e5f60718\", \"state\": \"running\"}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-11-20T08:15:42.000Z,2026-11-20T08:15:42Z", "yesterday,2026-11-20T08:15:43Z"})
    void hookSaysItsTimeOrTheMessageDoes(String time, Instant noticedAt) throws Exception {
        String body = Events.text("hook-notification").replace("2026-11-20T08:15:42.000Z", time);

        assertThat(parsed(EnumSet.of(InterruptionKind.TERMINATE_ACTION), body))
                .singleElement()
                .extracting(Interruption::noticedAt)
                .isEqualTo(noticedAt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Event\": \"order placed\"}", "{\"Event\": 17}", "{\"state\": \"terminated\"}"})
    void whatIsNoDetailOfAwsIsRefused(String body) {
        assertThatThrownBy(() -> parsed(EnumSet.allOf(InterruptionKind.class), body))
                .isInstanceOf(UnreadableEventException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Event\": \"autoscaling:TEST_NOTIFICATION\", \"AutoScalingGroupName\": \"shop\", \"RequestId\": \"1\"}",
                "{\"Event\": \"autoscaling:TEST_NOTIFICATION\", \"AutoScalingGroupARN\": \"arn:aws:autoscaling:shop\"}",
                "{\"LifecycleTransition\": \"autoscaling:TEST_NOTIFICATION\", \"EC2InstanceId\": \"i-0a1b2c3d\"}"
            })
    void testMessageOfAHookIsReadAndLeftAlone(String body) throws Exception {
        assertThat(parsed(EnumSet.allOf(InterruptionKind.class), body)).isEmpty();
    }
}
