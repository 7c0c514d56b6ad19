package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.local.WebhookReceiver;
import software.amazon.awssdk.services.sqs.model.Message;

/** Far ends that take their time over an alert, with the time limits that the program really has. */
class SlowFarEndIT {

    private static final Duration SLOW_PUBLISH = Duration.ofSeconds(4);
    private static final long SLOW_POST_SECONDS = 12;

    private final MotoServer moto = MotoServer.start();
    private final AwsWorld aws = new AwsWorld(moto.endpoint());
    private final WebhookReceiver slack = WebhookReceiver.start(0);
    private final CountDownLatch closed = new CountDownLatch(1);

    @AfterEach
    void close() {
        closed.countDown();
        slack.close();
        aws.close();
        moto.close();
    }

    @Test
    void eachIsSentOnceAndNoneWaitsForAnother() throws Exception {
        aws.queue("spot", 5);
        aws.cluster("blue");
        Map<String, String> settings = settings();
        Member member = aws.members("blue", 1).get(0);
        aws.tasks(member, "family:web", 1);
        moto.delay("Publish", SLOW_PUBLISH, 1000);
        slack.answerWith(this::late);
        List<Message> published = new ArrayList<>();
        try (Program program = Program.start(moto.endpoint(), settings)) {
            aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));

            await("SNS").atMost(Duration.ofSeconds(60)).until(() -> published.addAll(aws.messages("alerts")));
            assertThat(slack.accepted()).isEmpty();

            await("everyone").atMost(Duration.ofMinutes(2)).until(() -> aws.depth("spot") == 0);
            assertThat(slack.naming(member.instanceId())).isEqualTo(1);
            assertThat(program.context().isStarted()).isTrue();
        }
        published.addAll(aws.messages("alerts"));
        assertThat(published).hasSize(1);
        assertThat(moto.calls()).containsEntry("Publish", 1);
    }

    private int late() {
        try {
            closed.await(SLOW_POST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return 200;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("spot.queue", "spot");
        settings.put("spot.channel.sns.enabled", "true");
        settings.put("spot.channel.sns.topic-arn", aws.topic("alerts"));
        settings.put("spot.channel.slack.enabled", "true");
        settings.put("spot.channel.slack.webhook", slack.url() + "/services/T0/B0/SECRET");
        settings.put("spot.webhook.allowed-hosts", slack.url().replace("http://", ""));
        return settings;
    }
}
