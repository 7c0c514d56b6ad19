package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;

/** A cluster, a queue, a topic and a chat, and the real program between them, in a hurry. */
final class DeliveriesWorld implements AutoCloseable {

    static final Duration SOON = Duration.ofMinutes(2);
    static final String WARNING = "interruption-warning-terminate";

    final MotoServer moto = MotoServer.start();
    final AwsWorld aws = new AwsWorld(moto.endpoint());
    final WireMockServer chat = new WireMockServer(wireMockConfig().dynamicPort());

    /** The settings of the next program. */
    final Map<String, String> settings = new HashMap<>();

    /** The id of an instance that loses a task. */
    String instance = "";

    private final HttpClient http = HttpClient.newHttpClient();

    DeliveriesWorld() {
        chat.start();
        aws.queue("spot", 5);
        aws.cluster("blue");
        aws.topic("alerts");
    }

    @Override
    public void close() {
        aws.close();
        moto.close();
        chat.stop();
    }

    /** As it was before the first test, with a new instance. */
    void reset() {
        chat.resetAll();
        chatAnswers(okJson("{}"));
        Member member = aws.members("blue", 1).get(0);
        aws.tasks(member, "family:web", 1);
        instance = member.instanceId();
        settings.clear();
        // Long enough to be renewed in time however busy the machine is; a copy of what is in flight waits for a third
        // of it.
        settings.put("spot.store.lease", "6s");
        settings.putAll(Map.of(
                "spot.queue", "spot",
                "spot.queue.visibility-timeout", "2",
                "spot.batch.interval", "100ms",
                "spot.channel.sns.enabled", "true",
                "spot.channel.sns.topic-arn", "arn:aws:sns:" + AwsWorld.REGION + ":" + AwsWorld.ACCOUNT + ":alerts",
                "spot.channel.google-chat.enabled", "true",
                "spot.channel.google-chat.webhook",
                        "http://127.0.0.1:" + chat.port() + "/v1/spaces/TEST/messages?key=k&token=t",
                "spot.webhook.allowed-hosts", "127.0.0.1:" + chat.port()));
    }

    void chatAnswers(ResponseDefinitionBuilder answer) {
        chat.stubFor(post(anyUrl()).willReturn(answer));
    }

    /** Starts the program. */
    Program program() throws Exception {
        return Program.start(moto.endpoint(), settings);
    }

    void queueIsEmpty() {
        await("queue").atMost(SOON).until(() -> aws.depth("spot") == 0);
    }

    /** How many messages the chat was sent. */
    int chatted() {
        return chat.getAllServeEvents().size();
    }

    /** How many messages the chat has taken. */
    long taken() {
        return chat.getAllServeEvents().stream()
                .filter(event -> event.getResponse().getStatus() == 200)
                .count();
    }

    /** Waits until the queue is empty: each channel has received one message by then. */
    void sentOnce() {
        queueIsEmpty();
        assertThat(aws.messages("alerts")).hasSize(1);
        assertThat(taken()).isOne();
    }

    void warn() {
        aws.send("spot", Events.now(WARNING, instance));
    }

    HttpResponse<String> health(Program program) throws Exception {
        return get(program, "/observe/health");
    }

    HttpResponse<String> get(Program program, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(program.management(path)).build(), BodyHandlers.ofString());
    }
}
