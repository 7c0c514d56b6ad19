package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import software.amazon.awssdk.services.sqs.model.Message;

/** One event of AWS Health about several instances, on the real program. */
class ScheduledChangeIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String QUEUE = "health";

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "spot.queue", QUEUE,
            "spot.queue.visibility-timeout", "3",
            "spot.batch.interval", "100ms",
            "spot.events", "scheduled-change",
            "spot.channel.sns.enabled", "true",
            "spot.channel.google-chat.enabled", "true",
            "spot.channel.google-chat.only", "cluster=payments"));

    private final List<Message> published = new ArrayList<>();

    @Test
    void messageComesBackForTheOneAlertThatIsMissingAndNobodyIsNotifiedTwice() throws Exception {
        WireMockServer chat = new WireMockServer(wireMockConfig().dynamicPort());
        chat.start();
        try (MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint())) {
            aws.queue(QUEUE, 20);
            settings.put("spot.channel.sns.topic-arn", aws.topic("alerts"));
            settings.put(
                    "spot.channel.google-chat.webhook",
                    "http://127.0.0.1:" + chat.port() + "/v1/spaces/TEST/messages?key=k&token=t");
            settings.put("spot.webhook.allowed-hosts", "127.0.0.1:" + chat.port());
            List<String> shop = members(aws, "shop", 2);
            String payments = members(aws, "payments", 1).get(0);
            chat.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(404)));
            String event = event(List.of(shop.get(0), shop.get(1), payments, "i-00000000"));

            try (Program program = Program.start(moto.endpoint(), settings)) {
                aws.send(QUEUE, event);
                await("second attempt").atMost(SOON).until(() -> attempts(chat) >= 2);
                assertThat(aws.depth(QUEUE)).isOne();

                assertThat(taken(chat)).isEmpty();
                chat.stubFor(post(anyUrl()).willReturn(okJson("{}")));
                await("the queue").atMost(SOON).until(() -> aws.depth(QUEUE) == 0);
                // A copy that was delivered in another Region, and a later page of it.
                aws.send(QUEUE, event.replace("us-west-2", "eu-west-1").replace("\"0b7e4a52", "\"11111111"));
                await("the copy").atMost(SOON).until(() -> aws.depth(QUEUE) == 0);
                assertThat(program.context().isStarted()).isTrue();
            }

            assertThat(taken(chat))
                    .singleElement()
                    .asString()
                    .contains(payments, "EC2 retirement by AWS in ")
                    .doesNotContain(shop.get(0), "LATE");
            published.addAll(aws.messages("alerts"));
            assertThat(published)
                    .singleElement()
                    .satisfies(message -> assertThat(message.body())
                            .contains("3 EC2 instances", shop.get(0), shop.get(1), payments, "Planned time: ")
                            .contains("scheduled_change")
                            .doesNotContain("i-00000000 ", "LATE"));
        } finally {
            chat.stop();
        }
    }

    private static int attempts(WireMockServer chat) {
        return chat.getAllServeEvents().size();
    }

    /** What the chat has taken. */
    private static List<String> taken(WireMockServer chat) {
        return chat.getAllServeEvents().stream()
                .filter(event -> event.getResponse().getStatus() == 200)
                .map(event -> event.getRequest().getBodyAsString())
                .toList();
    }

    private static List<String> members(AwsWorld aws, String cluster, int count) {
        aws.cluster(cluster);
        return aws.members(cluster, count).stream()
                .peek(member -> aws.tasks(member, "family:web", 1))
                .map(Member::instanceId)
                .toList();
    }

    private static String event(List<String> instances) {
        String start =
                RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusDays(10));
        List<String> entities = instances.stream()
                .map(id -> "{\"entityValue\": \"" + id + "\", \"status\": \"PENDING\"}")
                .toList();
        return Events.now("scheduled-change", instances.get(0))
                .replace("Sat, 05 Dec 2026 15:10:09 GMT", start)
                .replaceAll("\"affectedEntities\": \\[[^]]*]", "\"affectedEntities\": " + entities);
    }
}
