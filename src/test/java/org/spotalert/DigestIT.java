package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import software.amazon.awssdk.services.sqs.model.Message;

/** A storm on the real program: many interruptions become few messages, and each channel sends all of them. */
class DigestIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String QUEUE = "storm";
    private static final int OF_EACH = 20;

    @Test
    void manyInterruptionsBecomeFewMessagesThatNameEveryInstance() throws Exception {
        WireMockServer chat = new WireMockServer(wireMockConfig().dynamicPort());
        GreenMail mail = new GreenMail(new ServerSetup(FreePort.find(), "127.0.0.1", "smtp"));
        chat.start();
        chat.stubFor(post(anyUrl()).willReturn(okJson("{}")));
        mail.start();
        try (MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint())) {
            List<String> ids = furnish(aws);
            String topic = aws.topic("alerts");
            aws.subscribe(topic, "for-blue", "{\"cluster\": [\"blue\"]}");
            aws.subscribe(topic, "for-red", "{\"cluster\": [\"red\"]}");
            ids.forEach(id -> aws.send(QUEUE, Events.now("interruption-warning-terminate", id)));

            try (Program program = Program.start(moto.endpoint(), settings(topic, chat, mail))) {
                assertThat(program.context().isStarted()).isTrue();
                await("queue").atMost(SOON).until(() -> aws.depth(QUEUE) == 0);
            }

            List<String> published = bodies(aws, "alerts");
            assertThat(published).hasSizeLessThan(ids.size() / 2);
            assertThat(named(ids, published)).containsExactlyElementsOf(ids);
            assertThat(named(ids, chatted(chat))).containsExactlyElementsOf(ids);
            assertThat(chatted(chat)).hasSameSizeAs(published);
            assertThat(named(ids, mailed(mail))).containsExactlyElementsOf(ids);
            assertThat(mailed(mail)).hasSameSizeAs(published);
            assertThat(named(ids, bodies(aws, "for-blue"))).containsAll(ids.subList(0, OF_EACH));
            assertThat(bodies(aws, "for-red")).isEmpty();
        } finally {
            chat.stop();
            mail.stop();
        }
    }

    /** The instances of two clusters, those of the first cluster first. */
    private static List<String> furnish(AwsWorld aws) {
        aws.queue(QUEUE, 3);
        List<String> ids = new ArrayList<>();
        for (String cluster : List.of("blue", "green")) {
            aws.cluster(cluster);
            aws.service(cluster, "checkout", 100);
            for (Member member : aws.members(cluster, OF_EACH)) {
                aws.tasks(member, "service:checkout", 1);
                ids.add(member.instanceId());
            }
        }
        return ids;
    }

    private static Map<String, String> settings(String topic, WireMockServer chat, GreenMail mail) {
        Map<String, String> settings = new HashMap<>();
        settings.put("spot.queue", QUEUE);
        settings.put("spot.queue.visibility-timeout", "30");
        settings.put("spot.channel.sns.enabled", "true");
        settings.put("spot.channel.sns.topic-arn", topic);
        settings.put("spot.channel.google-chat.enabled", "true");
        settings.put(
                "spot.channel.google-chat.webhook",
                "http://127.0.0.1:" + chat.port() + "/v1/spaces/TEST/messages?key=k&token=secret%3D");
        settings.put("spot.webhook.allowed-hosts", "127.0.0.1:" + chat.port());
        settings.put("spot.channel.email.enabled", "true");
        settings.put("spot.channel.email.host", "127.0.0.1");
        settings.put("spot.channel.email.port", String.valueOf(mail.getSmtp().getPort()));
        settings.put("spot.channel.email.tls", "none");
        settings.put("spot.channel.email.from", "spot@example.org");
        settings.put("spot.channel.email.to", "on-call@example.org");
        return settings;
    }

    private static List<String> named(List<String> ids, List<String> texts) {
        return ids.stream()
                .filter(id -> texts.stream().anyMatch(text -> text.contains(id)))
                .toList();
    }

    private static List<String> bodies(AwsWorld aws, String queue) {
        List<String> bodies = new ArrayList<>();
        for (List<Message> some = aws.messages(queue); !some.isEmpty(); some = aws.messages(queue)) {
            some.forEach(message -> bodies.add(message.body()));
        }
        return bodies;
    }

    private static List<String> chatted(WireMockServer chat) {
        return chat.getAllServeEvents().stream()
                .map(event -> event.getRequest().getBodyAsString())
                .toList();
    }

    private static List<String> mailed(GreenMail mail) {
        return Stream.of(mail.getReceivedMessages()).map(DigestIT::text).toList();
    }

    private static String text(MimeMessage mail) {
        try {
            return (String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
        } catch (Exception unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
