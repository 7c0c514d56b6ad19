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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;

/** A maintenance window and what it has suppressed, announced by the real program, which is started again in between. */
class AnnounceIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final WireMockServer chat = new WireMockServer(wireMockConfig().dynamicPort());
    private final GreenMail mail = new GreenMail(new ServerSetup(FreePort.find(), "127.0.0.1", "smtp"));
    private final List<String> published = new ArrayList<>();

    @Test
    void windowAndWhatItHasSuppressedAreToldOnceOnEachChannel() throws Exception {
        chat.start();
        chat.stubFor(post(anyUrl()).willReturn(okJson("{}")));
        mail.start();
        try (MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint())) {
            aws.queue("spot", 3);
            aws.cluster("blue");
            Member member = aws.members("blue", 1).get(0);
            aws.tasks(member, "family:web", 1);
            Map<String, String> settings = settings(aws.topic("alerts"));
            Path rules = Files.writeString(directory.resolve("rules.yaml"), """
                    maintenance-windows:
                      - {name: "a <b> move", weekly: daily 00:00-24:00, owner: jane, reason: patches, announce: true}
                    """);

            try (Program program = Program.start(moto.endpoint(), settings)) {
                awaitTold(aws, "has begun");
                assertThat(metrics(program))
                        .containsPattern("spot_announcements_total\\{.*channel=\"sns\".*outcome=\"sent\".*} 1");
                aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));
                await("queue").atMost(SOON).until(() -> aws.depth("spot") == 0);
                assertThat(program.context().isStarted()).isTrue();
            }
            LocalTime digest = LocalTime.now(ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .plusSeconds(1);
            settings.put("spot.suppressed.digest", digest.toString());
            try (Program program = Program.start(moto.endpoint(), settings)) {
                awaitTold(aws, "1 alert was not sent");
                Files.delete(rules);
                awaitTold(aws, "has ended");
                assertThat(program.context().isStarted()).isTrue();
            }

            for (List<String> told : List.of(published(aws), chatted(), mailed())) {
                assertThat(told).filteredOn(text -> text.contains("has begun")).hasSize(1);
                assertThat(told)
                        .filteredOn(text -> text.contains("has ended"))
                        .singleElement()
                        .asString()
                        .contains("Alerts are sent again. 1 alert was not sent.");
                assertThat(told)
                        .filteredOn(text -> text.contains(member.instanceId()))
                        .singleElement()
                        .asString()
                        .contains("MAINTENANCE_WINDOW 1");
                assertThat(told).hasSize(3);
            }
            assertThat(published).anyMatch(text -> text.contains("maintenance_window_begun"));
            assertThat(chatted()).noneMatch(text -> text.contains("<b>"));
            assertThat(mail.getReceivedMessages()[0].getSubject())
                    .isEqualTo("[spot] [INFO] Maintenance window a <b> move of jane has begun");
        } finally {
            chat.stop();
            mail.stop();
        }
    }

    private void awaitTold(AwsWorld aws, String what) {
        Predicate<String> told = text -> text.contains(what);
        await(what).atMost(SOON).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
            assertThat(published(aws)).anyMatch(told);
            assertThat(chatted()).anyMatch(told);
            assertThat(mailed()).anyMatch(told);
        });
    }

    private static String metrics(Program program) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(program.management("/observe/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private Map<String, String> settings(String topic) {
        Map<String, String> settings = new HashMap<>();
        settings.put("spot.queue", "spot");
        settings.put("spot.window", "100ms");
        settings.put("spot.rules", directory.resolve("rules.yaml").toString());
        settings.put("spot.store.url", "jdbc:h2:file:" + directory.resolve("claims"));
        settings.put("spot.announcements", "sns, google-chat, email");
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

    /** All that was published so far: a message is read from the subscribed queue once. */
    private List<String> published(AwsWorld aws) {
        aws.messages("alerts").forEach(message -> published.add(message.body()));
        return List.copyOf(published);
    }

    private List<String> chatted() {
        return chat.getAllServeEvents().stream()
                .map(event -> event.getRequest().getBodyAsString())
                .toList();
    }

    private List<String> mailed() throws Exception {
        List<String> texts = new ArrayList<>();
        for (MimeMessage message : mail.getReceivedMessages()) {
            MimeMultipart parts = (MimeMultipart) message.getContent();
            texts.add(String.valueOf(parts.getBodyPart(0).getContent()));
        }
        return texts;
    }
}
