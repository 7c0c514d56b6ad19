package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.MotoServer;

/** A cluster, a queue, a topic and a chat, and the real program between them, which checks every second. */
final class RecoveryWorld implements AutoCloseable {

    static final Duration SOON = Duration.ofMinutes(2);
    static final String QUEUE = "recovery";
    static final String CLUSTER = "shop";
    static final String WARNING = "interruption-warning-terminate";

    private static final String TOPIC = "resolutions";

    final MotoServer moto = MotoServer.start();
    final AwsWorld aws = new AwsWorld(moto.endpoint());
    final WireMockServer chat = new WireMockServer(wireMockConfig().dynamicPort());

    private final ObjectMapper json = new ObjectMapper();
    private final String topic;

    RecoveryWorld() {
        chat.start();
        answer();
        // So many receives that nothing is a dead letter, however long a fault takes on a busy machine.
        aws.queue(QUEUE, 100);
        aws.cluster(CLUSTER);
        topic = aws.topic(TOPIC);
    }

    @Override
    public void close() {
        aws.close();
        moto.close();
        chat.stop();
    }

    /** As it was before the first test. */
    void reset() {
        moto.clearFaults();
        moto.resetCalls();
        chat.resetAll();
        answer();
        aws.purge(QUEUE);
        while (!aws.messages(TOPIC).isEmpty()) {
            // leftovers of the test before
        }
    }

    private void answer() {
        chat.stubFor(post(anyUrl()).willReturn(okJson("{}")));
    }

    Program start(Map<String, String> more) throws Exception {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "spot.queue", QUEUE,
                "spot.queue.visibility-timeout", "5",
                "spot.batch.interval", "100ms",
                "spot.recovery", "true",
                "spot.recovery.interval", "1s",
                "spot.recovery.details", "60s",
                "spot.channel.sns.enabled", "true",
                "spot.channel.sns.topic-arn", topic));
        settings.put("spot.channel.google-chat.enabled", "true");
        settings.put(
                "spot.channel.google-chat.webhook",
                "http://127.0.0.1:" + chat.port() + "/v1/spaces/TEST/messages?key=k&token=secret%3D");
        settings.put("spot.channel.google-chat.messages-per-second", "100");
        settings.put("spot.webhook.allowed-hosts", "127.0.0.1:" + chat.port());
        settings.putAll(more);
        return Program.start(moto.endpoint(), settings);
    }

    /** A service of three tasks, two of them on the instance. */
    List<String> service(String name, Member member) {
        aws.service(CLUSTER, name, 3);
        moto.service(CLUSTER, name, 3, null);
        return aws.tasks(member, "service:" + name, 2);
    }

    int calls(String action) {
        return moto.calls().getOrDefault(action, 0);
    }

    void awaitChecks(int more) {
        int before = calls("DescribeContainerInstances");
        await("checks").atMost(SOON).until(() -> calls("DescribeContainerInstances") >= before + more);
    }

    /** The next message on SNS, by its kind. */
    String published(String kind) {
        List<String> texts = new ArrayList<>();
        await(kind).atMost(SOON).until(() -> {
            aws.messages(TOPIC).stream().map(message -> read(message.body())).forEach(message -> {
                assertThat(message.at("/MessageAttributes/kind/Value").asText()).isEqualTo(kind);
                texts.add(message.path("Subject").asText() + "\n"
                        + message.path("Message").asText());
            });
            return !texts.isEmpty();
        });
        assertThat(texts).hasSize(1);
        return texts.get(0);
    }

    void assertNothingPublished() {
        assertThat(aws.messages(TOPIC)).isEmpty();
    }

    List<String> chatThreads() {
        return chat.getAllServeEvents().stream()
                .map(event -> read(event.getRequest().getBodyAsString())
                        .at("/thread/threadKey")
                        .asText())
                .distinct()
                .toList();
    }

    /** Nothing is left to be sent, nor to be checked. */
    void queueIsEmpty() {
        await("queue").atMost(SOON).until(() -> aws.depth(QUEUE) == 0);
    }

    /** What the chat was sent, whether it took it or not, in this order. */
    List<String> headlines() {
        return headlines(any -> true);
    }

    /** What the chat has taken, in this order. */
    List<String> taken() {
        return headlines(event -> event.getResponse().getStatus() == 200);
    }

    private List<String> headlines(Predicate<ServeEvent> which) {
        List<String> headlines = new ArrayList<>(chat.getAllServeEvents().stream()
                .filter(which)
                .map(event -> read(event.getRequest().getBodyAsString())
                        .path("fallbackText")
                        .asText())
                .toList());
        Collections.reverse(headlines);
        return headlines;
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
