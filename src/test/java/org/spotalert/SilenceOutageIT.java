package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.local.PostgresServer;
import org.spotalert.platform.management.Login;

/** The database of the silences goes away and comes back: people are notified meanwhile, and the decision line says why. */
class SilenceOutageIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Login LOGIN = new Login("admin", "a-password-that-nobody-guesses");

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> decisions = new CopyOnWriteArrayList<>();

    @Test
    void alertsAreSentWhileNobodyKnowsOfSilences() throws Exception {
        Logger log = (Logger) LoggerFactory.getLogger("org.spotalert.decision");
        ListAppender<ILoggingEvent> appender = new ListAppender<>() {
            @Override
            protected void append(ILoggingEvent line) {
                decisions.add(line.getMessage() + " " + line.getKeyValuePairs());
            }
        };
        appender.start();
        log.addAppender(appender);
        try (PostgresServer postgres = PostgresServer.start();
                MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint())) {
            aws.queue("spot", 5);
            aws.cluster("blue");
            Map<String, String> settings = Map.of(
                    "spot.queue",
                    "spot",
                    "spot.batch.interval",
                    "100ms",
                    "spot.store.url",
                    postgres.url(),
                    "spot.management.password",
                    LOGIN.password(),
                    "spot.channel.sns.enabled",
                    "true",
                    "spot.channel.sns.topic-arn",
                    aws.topic("alerts"));
            try (Program program = Program.start(moto.endpoint(), settings)) {
                await("silence").atMost(SOON).until(() -> silence(program) < 300);
                assertThat(decided(aws)).startsWith("no alert").contains("rule=\"SILENCE\"");

                postgres.stop();
                assertThat(decided(aws))
                        .startsWith("alert sent")
                        .contains("rule=\"TASKS_LOST\"")
                        .containsPattern("indeterminate=\"\\[SILENCE: the rule has failed: .+]\"");
                await("sent").atMost(SOON).until(() -> aws.depth("spot") == 0);
                assertThat(aws.messages("alerts")).hasSize(1);

                postgres.startAgain();
                await("store").atMost(SOON).until(() -> !health(program).contains("the store fails"));
                assertThat(decided(aws)).startsWith("no alert").contains("rule=\"SILENCE\"");
                await("nothing sent").atMost(SOON).until(() -> aws.depth("spot") == 0);
                assertThat(aws.messages("alerts")).isEmpty();
            }
        } finally {
            log.detachAppender(appender);
        }
    }

    /** Interrupts one more instance, and returns the line about it. */
    private String decided(AwsWorld aws) {
        Member member = aws.members("blue", 1).get(0);
        aws.tasks(member, "family:web", 1);
        aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));
        return await("decision")
                .atMost(SOON)
                .until(
                        () -> decisions.stream()
                                .filter(line -> line.contains(member.instanceId()))
                                .findFirst()
                                .orElse(""),
                        line -> !line.isEmpty());
    }

    private int silence(Program program) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(program.management("/spot/silences"))
                .header("Authorization", LOGIN.authorization())
                .POST(BodyPublishers.ofString(
                        "{\"cluster\": [\"blue\"], \"for\": \"2h\", \"owner\": \"jane\", \"reason\": \"load test\"}"))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private String health(Program program) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(program.management("/observe/health?data=true"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
