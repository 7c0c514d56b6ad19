package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.MotoServer;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.EventRulePattern;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Events of the program's own come through EventBridge's rule, and are missed where the path is broken. */
class CanaryIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String RULE = "canary-rule";
    private static final String PATTERN = EventRulePattern.of(InterruptionKind.DEFAULTS, true);
    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());

    private static Program program;
    private static EventBridgeClient events;

    @BeforeAll
    static void start() throws Exception {
        AWS.queue("spot", 5);
        AWS.cluster("blue");
        AWS.topic("alerts");
        whole();
        program = Program.start(
                MOTO.endpoint(),
                Map.of(
                        "spot.queue", "spot",
                        "spot.canary", "true",
                        "spot.canary.interval", "1s",
                        "spot.channel.sns.enabled", "true",
                        "spot.channel.sns.topic-arn",
                                "arn:aws:sns:" + AwsWorld.REGION + ":" + AwsWorld.ACCOUNT + ":alerts"));
        events = EventBridgeClient.create();
    }

    @AfterAll
    static void stop() {
        events.close();
        program.close();
        AWS.close();
        MOTO.close();
    }

    @BeforeEach
    void canariesArrive() {
        await("well").atMost(SOON).until(() -> !health().contains("MISSED CANARY"));
    }

    /** The path as it must be. */
    private static void whole() {
        MOTO.clearFaults();
        AWS.rule(RULE, "spot", PATTERN);
        AWS.enableRule(RULE);
        attributes(AwsWorld.policy("spot", RULE), "");
    }

    private static void attributes(String policy, String key) {
        AWS.attributes("spot", Map.of(QueueAttributeName.POLICY, policy, QueueAttributeName.KMS_MASTER_KEY_ID, key));
    }

    private static String health() throws Exception {
        return program.get("/observe/health");
    }

    @Test
    void canaryArrivesWithinSecondsAndNobodyIsNotified() throws Exception {
        await("canaries")
                .atMost(SOON)
                .until(() -> program.get("/observe/metrics").contains("spot_canary_seconds_count"));

        await("well").atMost(SOON).until(() -> !health().contains("MISSED CANARY"));
        assertThat(AWS.messages("alerts")).extracting(Message::body).allMatch(text -> text.contains("MISSED CANARY"));
    }

    static Stream<Arguments> faults() {
        String others = AwsWorld.policy("spot", RULE).replace("events.amazonaws.com", "lambda.amazonaws.com");
        return Stream.of(
                fault("the rule is disabled", () -> AWS.disableRule(RULE), RULE + " is disabled"),
                fault(
                        "the target is gone",
                        () -> AWS.removeTarget(RULE),
                        "no rule of this account and Region has the queue"),
                fault(
                        "the rule is gone",
                        () -> {
                            AWS.removeTarget(RULE);
                            events.deleteRule(call -> call.name(RULE));
                        },
                        "no rule of this account and Region has the queue"),
                fault("the policy lets others send", () -> attributes(others, ""), "queue policy: "),
                fault(
                        "EventBridge cannot use the key",
                        () -> attributes(AwsWorld.policy("spot", RULE), "alias/aws/sqs"),
                        "queue encryption: "),
                fault(
                        "the pattern knows no canary",
                        () -> AWS.rule(RULE, "spot", EventRulePattern.of(InterruptionKind.DEFAULTS)),
                        "does not let the program's canaries through"),
                fault(
                        "the program may not send",
                        () -> MOTO.fail("PutEvents", "AccessDeniedException", 400, 1000),
                        "events:PutEvents has failed: AccessDeniedException"),
                fault(
                        "the program may not receive",
                        () -> MOTO.fail("ReceiveMessage", "AccessDenied", 403, 1000),
                        "sqs:ReceiveMessage: refused"));
    }

    private static Arguments fault(String what, Runnable planted, String place) {
        return Arguments.of(what, planted, place);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void brokenPathIsReportedWithItsPlace(String what, Runnable planted, String place) throws Exception {
        planted.run();
        try {
            await(what).atMost(SOON).untilAsserted(() -> assertThat(health()).contains("MISSED CANARY", place));
        } finally {
            whole();
        }
        await("well again").atMost(SOON).until(() -> !health().contains("MISSED CANARY"));
        // One, unless a slow machine takes longer than two intervals for a canary.
        assertThat(await("alert").atMost(SOON).until(() -> AWS.messages("alerts"), alerts -> !alerts.isEmpty()))
                .extracting(Message::body)
                .allMatch(text -> text.contains("MISSED CANARY"));
    }
}
