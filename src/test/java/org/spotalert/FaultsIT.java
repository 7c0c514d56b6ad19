package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.platform.settings.InvalidSettingsException;
import software.amazon.awssdk.services.sqs.model.Message;

/** Faults of AWS, each on an AWS of its own, since the SDK remembers that it was throttled. */
class FaultsIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    private final MotoServer moto = MotoServer.start();
    private final AwsWorld aws = new AwsWorld(moto.endpoint());
    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void furnish() {
        aws.queue("spot", 5);
        aws.cluster("blue");
        settings.put("spot.queue", "spot");
        settings.put("spot.channel.sns.enabled", "true");
        settings.put("spot.channel.sns.topic-arn", aws.topic("alerts"));
    }

    @AfterEach
    void stop() {
        aws.close();
        moto.close();
    }

    private String alert() {
        List<Message> messages = new ArrayList<>();
        await("alert").atMost(SOON).until(() -> messages.addAll(aws.messages("alerts")));
        return messages.get(0).body();
    }

    @Test
    void throttledEcsIsAskedAgain() throws Exception {
        Member member = aws.members("blue", 1).get(0);
        aws.tasks(member, "family:web", 1);
        moto.fail("DescribeTasks", "ThrottlingException", 400, 1);
        try (Program program = Program.start(moto.endpoint(), settings)) {
            aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));

            assertThat(alert()).contains("family:web").doesNotContain("PARTIAL");
            assertThat(moto.calls()).containsEntry("DescribeTasks", 2);
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void ecsThatThrottlesOnMakesAPartialAlert() throws Exception {
        Member member = aws.members("blue", 1).get(0);
        aws.tasks(member, "family:web", 1);
        moto.fail("ListTasks", "ThrottlingException", 400, 1000);
        try (Program program = Program.start(moto.endpoint(), settings)) {
            aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));

            assertThat(alert()).contains("PARTIAL", "tasks could not be listed", "impact unknown");
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void ruleIsProvisionedAndFillsTheQueue() throws Exception {
        settings.put("spot.provision", "true");
        Member member = aws.members("blue", 1).get(0);
        aws.tasks(member, "family:web", 1);
        for (int start = 0; start < 2; start++) {
            moto.resetCalls();
            try (Program program = Program.start(moto.endpoint(), settings)) {
                await("rule").atMost(SOON).until(() -> moto.calls().containsKey("PutTargets") && aws.feeds("spot"));
                aws.putEvent(
                        "EC2 Spot Instance Interruption Warning",
                        member.instanceId(),
                        "{\"instance-id\":\"%s\",\"instance-action\":\"stop\"}".formatted(member.instanceId()));

                assertThat(alert()).contains(member.instanceId());
                assertThat(program.context().isStarted()).isTrue();
            }
        }
    }

    @Test
    void healthWarnsOfARuleThatMayNotBeMade() throws Exception {
        settings.put("spot.provision", "true");
        moto.fail("PutRule", "AccessDeniedException", 400, 1000);
        try (Program program = Program.start(moto.endpoint(), settings)) {
            await("warning").atMost(SOON).until(() -> page(program).body().contains("warning: the EventBridge rule"));

            moto.clearFaults();

            await("rule").atMost(SOON).until(() -> !page(program).body().contains("warning: the EventBridge rule"));
            assertThat(moto.calls()).containsKey("PutTargets");
        }
    }

    @Test
    void healthFollowsTheQueue() throws Exception {
        try (Program program = Program.start(moto.endpoint(), settings)) {
            await("ready").atMost(SOON).until(() -> health(program) == 200);

            moto.fail("GetQueueAttributes", "AccessDenied", 403, 1000);

            await("not ready").atMost(SOON).until(() -> health(program) == 503);
        }
    }

    private static int health(Program program) throws Exception {
        return page(program).statusCode();
    }

    private static HttpResponse<String> page(Program program) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(program.management("/observe/health"))
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void absentQueueStopsTheStart() {
        settings.put("spot.queue", "no-such-queue");

        assertThatThrownBy(() -> Program.start(moto.endpoint(), settings))
                .hasStackTraceContaining("SPOT_QUEUE (spot.queue): there is no queue \"no-such-queue\"")
                .hasStackTraceContaining(InvalidSettingsException.class.getName());
    }

    @Test
    void programWithoutAChannelDoesNotStart() {
        settings.remove("spot.channel.sns.enabled");

        assertThatThrownBy(() -> Program.start(moto.endpoint(), settings))
                .hasStackTraceContaining("no channel is enabled");
    }
}
