package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.time.Duration;
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

/** Channels with different conditions on the real program: each receives its alerts only, the default the rest. */
class RoutingIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String QUEUE = "routing";

    @Test
    void eachChannelReceivesWhatItWantsAndTheDefaultTheRest() throws Exception {
        WireMockServer chat = new WireMockServer(wireMockConfig().dynamicPort());
        chat.start();
        chat.stubFor(post(anyUrl()).willReturn(okJson("{}")));
        try (MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint())) {
            aws.queue(QUEUE, 3);
            String topic = aws.topic("alerts");
            String payments = furnish(aws, "shop", "checkout", 4);
            aws.tagService("shop", "checkout", "team", "payments");
            String blue = furnish(aws, "blue", "search", 4);
            String nobodys = furnish(aws, "green", "mailer", 4);
            List.of(payments, blue, nobodys)
                    .forEach(id -> aws.send(QUEUE, Events.now("interruption-warning-terminate", id)));

            try (Program program = Program.start(moto.endpoint(), settings(topic, chat))) {
                assertThat(program.context().isStarted()).isTrue();
                await("queue").atMost(SOON).until(() -> aws.depth(QUEUE) == 0);
            }

            assertThat(named(List.of(payments, blue, nobodys), chatted(chat))).containsExactly(payments);
            assertThat(named(List.of(payments, blue, nobodys), published(aws))).containsExactly(blue, nobodys);
        } finally {
            chat.stop();
        }
    }

    /** An instance with one task of a service in a cluster. */
    private static String furnish(AwsWorld aws, String cluster, String service, int desired) {
        aws.cluster(cluster);
        aws.service(cluster, service, desired);
        Member member = aws.members(cluster, 1).get(0);
        aws.tasks(member, "service:" + service, 1);
        return member.instanceId();
    }

    private static Map<String, String> settings(String topic, WireMockServer chat) {
        Map<String, String> settings = new HashMap<>();
        settings.put("spot.queue", QUEUE);
        settings.put("spot.channel.default", "sns");
        settings.put("spot.channel.sns.enabled", "true");
        settings.put("spot.channel.sns.topic-arn", topic);
        settings.put("spot.channel.sns.only", "severity>=warning, cluster=blue|red*");
        settings.put("spot.channel.google-chat.enabled", "true");
        settings.put("spot.channel.google-chat.only", "tag:team=pay*");
        settings.put(
                "spot.channel.google-chat.webhook",
                "http://127.0.0.1:" + chat.port() + "/v1/spaces/TEST/messages?key=k&token=secret%3D");
        settings.put("spot.webhook.allowed-hosts", "127.0.0.1:" + chat.port());
        return settings;
    }

    private static List<String> named(List<String> ids, List<String> texts) {
        return ids.stream()
                .filter(id -> texts.stream().anyMatch(text -> text.contains(id)))
                .toList();
    }

    private static List<String> published(AwsWorld aws) {
        List<String> bodies = new ArrayList<>();
        for (List<Message> some = aws.messages("alerts"); !some.isEmpty(); some = aws.messages("alerts")) {
            some.forEach(message -> bodies.add(message.body()));
        }
        return bodies;
    }

    private static List<String> chatted(WireMockServer chat) {
        return chat.getAllServeEvents().stream()
                .map(event -> event.getRequest().getBodyAsString())
                .toList();
    }
}
