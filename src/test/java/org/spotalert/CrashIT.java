package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import org.spotalert.local.PostgresServer;
import org.spotalert.local.Variables;
import org.spotalert.local.WebhookReceiver;

/** The real jar, killed at each stage of an alert's way; the program that is started then goes on. */
class CrashIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());
    private static final PostgresServer POSTGRES = PostgresServer.start();

    @TempDir
    private static Path logs;

    private final int chatPort = FreePort.find();
    private final Map<String, String> settings = new HashMap<>();
    private String instance = "";

    @BeforeAll
    static void furnish() {
        AWS.queue("spot", 10);
        AWS.cluster("blue");
        AWS.topic("alerts");
    }

    @AfterAll
    static void tearDown() {
        AWS.close();
        MOTO.close();
        POSTGRES.close();
    }

    @BeforeEach
    void member() {
        instance = newInstance();
        settings.putAll(Map.of(
                "spot.queue", "spot",
                "spot.queue.visibility-timeout", "2",
                "spot.store.url", POSTGRES.url(),
                "spot.store.lease", "4s",
                "spot.channel.sns.enabled", "true",
                "spot.channel.sns.topic-arn", "arn:aws:sns:" + AwsWorld.REGION + ":" + AwsWorld.ACCOUNT + ":alerts",
                "spot.channel.google-chat.enabled", "true",
                "spot.channel.google-chat.webhook",
                        "http://127.0.0.1:" + chatPort + "/v1/spaces/T/messages?key=k&token=t",
                "spot.webhook.allowed-hosts", "127.0.0.1:" + chatPort));
    }

    @AfterEach
    void allWell() {
        MOTO.clearFaults();
        published();
    }

    private static String newInstance() {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "family:web", 1);
        return member.instanceId();
    }

    private AppProcess program() {
        Map<String, String> variables = new HashMap<>(Variables.of(settings));
        variables.putAll(Variables.aws(MOTO.endpoint()));
        AppProcess program = AppProcess.start(variables, logs.resolve(System.nanoTime() + ".log"));
        program.awaitReady();
        await("the store").atMost(SOON).until(() -> program.output().contains("deliveries are kept"));
        return program;
    }

    private static void queueIsEmpty() {
        await("queue").atMost(SOON).until(() -> AWS.depth("spot") == 0);
    }

    private static List<String> published() {
        List<String> all = new ArrayList<>();
        List<String> some;
        do {
            some = AWS.messages("alerts").stream()
                    .map(message -> message.body())
                    .toList();
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }

    private static int deliveries(String condition) {
        try (Connection connection = DriverManager.getConnection(POSTGRES.url());
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM delivery WHERE " + condition)) {
            count.next();
            return count.getInt(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void warn() {
        AWS.send("spot", Events.now("interruption-warning-terminate", instance));
    }

    /** Waits until SNS has the alert, and the store knows it: a kill before that would repeat it there. */
    private void sentToSns() {
        await("SNS")
                .atMost(SOON)
                .until(() ->
                        deliveries("channel = 'sns' AND incident LIKE '%/" + instance + "/%' AND sent_at IS NOT NULL")
                                == 1);
    }

    /** After the restart every channel has the alert, and this often. */
    private void restartSends(WebhookReceiver chat, int times) throws Exception {
        MOTO.clearFaults();
        try (Program program = Program.start(MOTO.endpoint(), settings)) {
            await("chat").atMost(SOON).until(() -> chat.naming(instance) == times);
            queueIsEmpty();
            assertThat(chat.naming(instance)).isEqualTo(times);
            assertThat(published()).filteredOn(text -> text.contains(instance)).hasSize(1);
            program.awaitHealth("200", "UP");
        }
    }

    @Test
    void killedAfterTheReceive() throws Exception {
        settings.put("spot.batch.interval", "1m");
        try (WebhookReceiver chat = WebhookReceiver.start(chatPort)) {
            try (AppProcess program = program()) {
                warn();
                await("first").atMost(SOON).until(() -> chat.naming(instance) == 1);
                queueIsEmpty();
                published();
                // The window is closed for a minute now: the second message is received and waits.
                instance = newInstance();
                warn();
                await("second").atMost(SOON).until(() -> AWS.hidden("spot") == 1);
                program.kill();
            }
            settings.remove("spot.batch.interval");

            restartSends(chat, 1);
        }
    }

    @Test
    void killedDuringTheLookups() throws Exception {
        MOTO.resetCalls();
        MOTO.delay("DescribeInstances", Duration.ofSeconds(30), 10);
        try (WebhookReceiver chat = WebhookReceiver.start(chatPort)) {
            try (AppProcess program = program()) {
                warn();
                await("lookup").atMost(SOON).until(() -> MOTO.calls().containsKey("DescribeInstances"));
                program.kill();
            }

            restartSends(chat, 1);
        }
    }

    @Test
    void killedBetweenLeaseAndSend() throws Exception {
        // Connections are taken by the operating system, and nobody reads what comes.
        try (ServerSocket deaf = new ServerSocket(chatPort, 10, InetAddress.getLoopbackAddress());
                AppProcess program = program()) {
            warn();
            await("lease").atMost(SOON).until(() -> deliveries("channel = 'google-chat' AND sent_at IS NULL") == 1);
            sentToSns();
            program.kill();
            assertThat(deaf.isBound()).isTrue();
        }

        try (WebhookReceiver chat = WebhookReceiver.start(chatPort)) {
            restartSends(chat, 1);
        }
    }

    /** The one case in which an alert is repeated: the far end has taken it, and nobody lived to hear so. */
    @Test
    void killedBetweenSendAndMark() throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        try (WebhookReceiver chat = WebhookReceiver.start(chatPort)) {
            CountDownLatch read = new CountDownLatch(1);
            chat.answerWith(() -> {
                read.countDown();
                try {
                    killed.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                return 200;
            });
            try (AppProcess program = program()) {
                warn();
                await("request").atMost(SOON).until(() -> read.getCount() == 0);
                sentToSns();
                program.kill();
            }
            killed.countDown();

            restartSends(chat, 2);
        }
    }

    @Test
    void killedBeforeTheDelete() throws Exception {
        MOTO.resetCalls();
        MOTO.delay("DeleteMessageBatch", Duration.ofSeconds(60), 10);
        try (WebhookReceiver chat = WebhookReceiver.start(chatPort)) {
            try (AppProcess program = program()) {
                warn();
                await("delete").atMost(SOON).until(() -> MOTO.calls().containsKey("DeleteMessageBatch"));
                program.kill();
            }

            restartSends(chat, 1);
        }
    }
}
