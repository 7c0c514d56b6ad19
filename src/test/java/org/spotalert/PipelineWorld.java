package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import software.amazon.awssdk.services.sqs.model.Message;

/** Three clusters, a queue, a topic, a chat and a mail server, and the real program between them. */
final class PipelineWorld implements AutoCloseable {

    static final String QUEUE = "spot";
    static final Duration SOON = Duration.ofMinutes(2);
    static final ServerSetup MAIL_SETUP = new ServerSetup(FreePort.find(), "127.0.0.1", "smtp");

    private static final String TOPIC = "alerts";

    final MotoServer moto = MotoServer.start();
    final AwsWorld aws = new AwsWorld(moto.endpoint());
    final WireMockServer chat = new WireMockServer(wireMockConfig().dynamicPort());
    final GreenMail mail = new GreenMail(MAIL_SETUP);

    private final ObjectMapper json = new ObjectMapper();
    /** What has come with a message that was read, behind it. */
    private final List<Message> unread = new ArrayList<>();

    private final Program program;

    PipelineWorld() {
        chat.start();
        mail.start();
        aws.queue(QUEUE, 3);
        aws.rule("spot", QUEUE);
        for (String cluster : List.of("blue", "green", "red")) {
            aws.cluster(cluster);
        }
        aws.service("blue", "checkout", 3);
        aws.service("blue", "search", 2);
        aws.daemon("blue", "agent");
        try {
            program = Program.start(moto.endpoint(), settings(aws.topic(TOPIC)));
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Map<String, String> settings(String topic) {
        return Map.ofEntries(
                Map.entry("spot.queue", QUEUE),
                // Twice as long as a busy machine takes to extend it: what comes back too soon uses up its receives.
                Map.entry("spot.queue.visibility-timeout", "4"),
                // Less than the three attempts of a call that is not answered.
                Map.entry("spot.enrich.timeout", "7s"),
                Map.entry("spot.batch.interval", "100ms"),
                Map.entry("spot.channel.sns.enabled", "true"),
                Map.entry("spot.channel.sns.topic-arn", topic),
                Map.entry("spot.channel.google-chat.enabled", "true"),
                Map.entry(
                        "spot.channel.google-chat.webhook",
                        "http://127.0.0.1:" + chat.port() + "/v1/spaces/TEST/messages?key=k&token=secret%3D"),
                Map.entry("spot.webhook.allowed-hosts", "127.0.0.1:" + chat.port()),
                Map.entry("spot.channel.email.enabled", "true"),
                Map.entry("spot.channel.email.host", "127.0.0.1"),
                Map.entry("spot.channel.email.port", String.valueOf(MAIL_SETUP.getPort())),
                Map.entry("spot.channel.email.tls", "none"),
                Map.entry("spot.channel.email.from", "spot@example.org"),
                Map.entry("spot.channel.email.to", "one@example.org, two@example.org"));
    }

    @Override
    public void close() {
        program.close();
        aws.close();
        moto.close();
        chat.stop();
        mail.stop();
    }

    /** As it was before the first test. */
    void reset() throws FolderException {
        queueIsEmpty();
        moto.clearFaults();
        chat.resetAll();
        chat.stubFor(post(anyUrl()).willReturn(okJson("{}")));
        mail.purgeEmailFromAllMailboxes();
        while (!aws.messages(TOPIC).isEmpty()) {
            // leftovers of the test before
        }
        unread.clear();
        moto.resetCalls();
    }

    /** Waits for so many messages on SNS, and takes all that are there by then. */
    List<Message> published(int count) {
        await("SNS").atMost(SOON).until(() -> {
            unread.addAll(aws.messages(TOPIC));
            return unread.size() >= count;
        });
        List<Message> all = List.copyOf(unread);
        unread.clear();
        return all;
    }

    /** The text of the next message on SNS. */
    String text() {
        try {
            List<Message> next = published(1);
            unread.addAll(next.subList(1, next.size()));
            return json.readTree(next.get(0).body()).path("Message").asText();
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    void queueIsEmpty() {
        await("queue").atMost(SOON).until(() -> aws.depth(QUEUE) == 0);
    }

    /** Waits until the queue is empty: no channel has received anything by then. */
    void nobodyIsNotified() {
        queueIsEmpty();
        assertThat(aws.messages(TOPIC)).isEmpty();
        assertThat(chat.getAllServeEvents()).isEmpty();
        assertThat(mail.getReceivedMessages()).isEmpty();
    }
}
