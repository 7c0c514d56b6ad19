package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Variables;
import org.spotalert.local.WebhookReceiver;
import org.spotalert.platform.management.Login;

/** An operator suspends and resumes a channel of the real jar while alerts are on their way. */
class OperateIT {

    private static final Login LOGIN = new Login("admin", "a-password-that-nobody-guesses");
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final MotoServer moto = MotoServer.start();
    private final AwsWorld aws = new AwsWorld(moto.endpoint());
    private final WebhookReceiver chat = WebhookReceiver.start(0);
    private AppProcess program;

    @BeforeEach
    void start() {
        aws.queue("spot", 5);
        aws.cluster("blue");
        Map<String, String> settings = new HashMap<>(Variables.aws(moto.endpoint()));
        settings.putAll(Variables.sns(aws.topic("alerts")));
        settings.putAll(Variables.googleChat(URI.create(chat.url()).getPort()));
        settings.put("SPOT_MANAGEMENT_PASSWORD", LOGIN.password());
        settings.put("SPOT_MANAGEMENT_OPERATE", "true");
        settings.put("SPOT_BATCH_INTERVAL", "100ms");
        settings.put("SPOT_RECOVERY", "false");
        settings.put("CAMEL_MAIN_SHUTDOWN_TIMEOUT", "3");
        program = AppProcess.start(settings, directory.resolve("program.log"));
        program.awaitReady();
    }

    @AfterEach
    void stop() {
        program.close();
        chat.close();
        aws.close();
        moto.close();
    }

    /** Camel forces the suspension of a route whose send takes too long. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsLostAndNothingSentTwice(boolean forced) throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch underWay = new CountDownLatch(1);
        chat.answerWith(() -> {
            underWay.countDown();
            return arrived(answered) ? 200 : 503;
        });
        String first = interrupt();
        assertThat(arrived(underWay)).isTrue();

        CompletableFuture<JsonNode> suspended = CompletableFuture.supplyAsync(() -> ask("suspend"));
        await("the channel that waits for what it is sending")
                .atMost(SOON)
                .until(() -> program.output()
                        .contains(forced ? "Timeout occurred" : "Waiting as there are still 1 inflight"));
        answered.countDown();
        assertThat(suspended
                        .get(SOON.toSeconds(), TimeUnit.SECONDS)
                        .path("status")
                        .asInt())
                .isEqualTo(200);
        await("the first").atMost(SOON).until(() -> chat.naming(first) == 1);

        String second = interrupt();
        await("the other channel")
                .atMost(SOON)
                .until(() -> aws.messages("alerts").stream()
                        .anyMatch(message -> message.body().contains(second)));
        assertThat(chat.naming(second)).isZero();

        ask("resume");
        assertThat(state()).isEqualTo("Started");
        await("the second").atMost(SOON).until(() -> chat.naming(second) == 1);
        await("the queue").atMost(SOON).until(() -> aws.depth("spot") == 0);
        assertThat(chat.naming(first)).isOne();
    }

    private static boolean arrived(CountDownLatch latch) {
        try {
            return latch.await(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String interrupt() {
        Member member = aws.members("blue", 1).get(0);
        aws.tasks(member, "family:web", 1);
        aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));
        return member.instanceId();
    }

    private String state() {
        return jolokia("\"type\":\"read\",\"attribute\":\"State\"")
                .path("value")
                .asText();
    }

    private JsonNode ask(String operation) {
        return jolokia("\"type\":\"exec\",\"operation\":\"" + operation + "\"");
    }

    private JsonNode jolokia(String members) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + program.port() + "/observe/jolokia/"))
                .header("Authorization", LOGIN.authorization())
                .POST(BodyPublishers.ofString(
                        "{" + members + ",\"mbean\":\"org.spotalert:type=Channel,name=google-chat\"}"))
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
