package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.CommandLineRun.Answer;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Variables;
import org.spotalert.local.WebhookReceiver;
import software.amazon.awssdk.services.sqs.model.Message;

/** The command {@code replay}, alone and beside the real jar. */
class ReplayIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String WARNING = "interruption-warning-terminate";

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());

    @TempDir
    private Path directory;

    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> changes = new HashMap<>();
    private final CommandLineRun command = new CommandLineRun(MOTO.endpoint(), Map.of("spot.queue", "spot"));

    @BeforeAll
    static void furnish() {
        AWS.queue("spot", 2);
        AWS.loneQueue("lone");
        AWS.cluster("blue");
        AWS.topic("alerts");
    }

    @AfterAll
    static void tearDown() {
        AWS.close();
        MOTO.close();
    }

    @BeforeEach
    void environment() {
        settings.putAll(Variables.aws(MOTO.endpoint()));
    }

    @AfterEach
    void nothingIsLeft() {
        MOTO.clearFaults();
        takeAll("spot");
        takeAll("spot-dead");
    }

    private static List<Message> takeAll(String queue) {
        List<Message> all = new ArrayList<>();
        List<Message> some = AWS.messages(queue);
        while (!some.isEmpty()) {
            all.addAll(some);
            some = AWS.messages(queue);
        }
        return all;
    }

    private AppProcess start(String... arguments) {
        return AppProcess.start(settings, directory.resolve(System.nanoTime() + ".log"), arguments);
    }

    private Answer run(String... arguments) {
        return command.run(changes, arguments);
    }

    private static List<String> lines(Answer answer) {
        return answer.both().lines().toList();
    }

    private static String dead(String body) {
        return AWS.send("spot-dead", body);
    }

    @Test
    void dryRunExplainsEachAndChangesNothing() {
        String warning = dead(Events.text(WARNING));
        String malformed = dead("not json");
        String foreign = dead(Events.text("state-change"));

        Answer answer = run("replay", "--dry-run");

        assertThat(answer.exit()).isZero();
        assertThat(lines(answer))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(warning)
                        .contains("interruption warning (terminate), i-0a1b2c3d4e5f60718 in eu-west-1, reclaim time"))
                .anySatisfy(line -> assertThat(line).startsWith(malformed).contains("cannot be understood"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(foreign)
                        .contains("SPOT_EVENTS (spot.events) leaves state-change out"))
                .anySatisfy(line -> assertThat(line).startsWith("The store cannot be read here"))
                .last()
                .asString()
                .startsWith("spot-dead holds 3, of which 1 cannot be understood; nothing was changed.");
        assertThat(AWS.hidden("spot-dead")).isZero();
        assertThat(AWS.depth("spot-dead")).isEqualTo(3);
        assertThat(AWS.depth("spot")).isZero();
    }

    @Test
    void dryRunIsWhatIsDoneWhenNothingIsAskedFor() {
        assertThat(run("replay").both()).isEqualTo("no dead letters in spot-dead\n");
    }

    @Test
    void stoppedDryRunGivesEverythingBack() throws InterruptedException {
        for (int number = 0; number < 15; number++) {
            dead("letter " + number);
        }
        MOTO.delay("ReceiveMessage", Duration.ofSeconds(2), 10);
        try (AppProcess command = start("replay")) {
            await("the first ten").atMost(SOON).until(() -> AWS.hidden("spot-dead") == 10);

            // The next ones are just being received: they, too, are given back.
            command.terminate();

            assertThat(AWS.hidden("spot-dead")).isZero();
            assertThat(AWS.depth("spot-dead")).isEqualTo(15);
            assertThat(command.output()).contains("stopped before the end").doesNotContain("MESSAGE ID");
        }
    }

    @Test
    void namedOnesAreMovedAsTheyAre() {
        String odd = "{\"odd\": \"żółć \uD83D\uDE80 \\u0041\"}\r\n\t ";
        String first = AWS.send("spot-dead", odd, Map.of("team", "blue"));
        String second = dead(Events.text(WARNING));
        String other = dead("left alone");

        Answer answer = run("replay", "--id", first, second);

        assertThat(answer.exit()).as(answer.both()).isZero();
        assertThat(lines(answer))
                .anySatisfy(line -> assertThat(line).matches("moved +" + first + " +cannot be understood.*"))
                .anySatisfy(line -> assertThat(line).matches("moved +" + second + " +interruption warning.*"))
                .last()
                .asString()
                .contains("2 moved from spot-dead to spot, 0 not moved");
        assertThat(takeAll("spot")).extracting(Message::body).containsExactlyInAnyOrder(odd, Events.text(WARNING));
        assertThat(AWS.hidden("spot-dead")).isZero();
        assertThat(takeAll("spot-dead")).extracting(Message::messageId).containsExactly(other);
    }

    @Test
    void messageAttributesAreKeptAndTheFirstTimeOfSendingIsAdded() {
        Instant before = Instant.now().minusSeconds(5);
        String id = AWS.send("spot-dead", "body", Map.of("team", "blue"));

        assertThat(run("replay", "--id", id).exit()).isZero();

        Message moved = takeAll("spot").get(0);
        assertThat(attribute(moved, "team")).isEqualTo("blue");
        assertThat(Instant.ofEpochMilli(Long.parseLong(attribute(moved, "SentTimestamp"))))
                .isBetween(before, Instant.now());
    }

    private static String attribute(Message message, String name) {
        return Objects.requireNonNull(message.messageAttributes().get(name), name)
                .stringValue();
    }

    @Test
    void unknownIdFailsAndTheOthersAreMovedAllTheSame() {
        String id = dead(Events.text(WARNING));

        Answer answer = run("replay", "--id", id, "--id", "11111111-2222-3333-4444-555555555555");

        assertThat(answer.exit()).isOne();
        assertThat(answer.both()).contains("no dead letter has the id 11111111-2222-3333-4444-555555555555");
        assertThat(AWS.depth("spot")).isOne();
        assertThat(AWS.depth("spot-dead")).isZero();
    }

    @Test
    void allLeavesWhatCannotBeUnderstood() {
        List<String> unreadable = new ArrayList<>();
        for (int number = 0; number < 25; number++) {
            dead(Events.text(WARNING));
            if (number % 10 == 0) {
                unreadable.add(dead("x".repeat(150_000)));
            }
        }

        Answer answer = run("replay", "--all");

        assertThat(answer.exit()).as(answer.both()).isZero();
        assertThat(lines(answer)).filteredOn(line -> line.startsWith("moved ")).hasSize(25);
        assertThat(lines(answer))
                .filteredOn(line -> line.startsWith("left "))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("cannot be understood"));
        assertThat(answer.both()).contains("28 checked, 25 moved", "3 left", "aws sqs purge-queue");
        assertThat(takeAll("spot")).hasSize(25);
        assertThat(AWS.hidden("spot-dead")).isZero();
        assertThat(takeAll("spot-dead")).extracting(Message::messageId).containsExactlyInAnyOrderElementsOf(unreadable);
    }

    @Test
    void jsonSaysWhatBecameOfEach() throws Exception {
        String readable = dead(Events.text(WARNING));
        String unreadable = dead("no JSON");

        Answer answer = run("replay", "--all", "--json");

        assertThat(new ObjectMapper().readTree(answer.text()))
                .extracting(letter -> letter.path("id").asText() + " "
                        + letter.path("outcome").asText())
                .containsExactlyInAnyOrder(readable + " moved", unreadable + " left");
    }

    @Test
    void largeLettersAreMovedOneByOne() {
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            ids.add(dead("x".repeat(200_000)));
        }
        List<String> arguments = new ArrayList<>(List.of("replay", "--id"));
        arguments.addAll(ids);

        Answer answer = run(arguments.toArray(String[]::new));

        assertThat(answer.exit()).as(answer.both()).isZero();
        assertThat(takeAll("spot")).hasSize(10);
        assertThat(AWS.depth("spot-dead")).isZero();
    }

    @Test
    void refusedMoveLeavesTheLetterWhereItIs() {
        dead(Events.text(WARNING));
        MOTO.fail("SendMessage", "AccessDeniedException", 403, 100);

        Answer answer = run("replay", "--all");

        assertThat(answer.exit()).isOne();
        assertThat(lines(answer)).hasSize(1).first().asString().contains("AccessDenied");
        assertThat(AWS.depth("spot")).isZero();
        assertThat(AWS.hidden("spot-dead")).isZero();
        assertThat(AWS.depth("spot-dead")).isOne();
    }

    @Test
    void queueWithoutADeadLetterQueueIsSaid() {
        changes.put("spot.queue", "lone");

        Answer answer = run("replay");

        assertThat(answer.exit()).isOne();
        assertThat(lines(answer))
                .containsExactly("the queue lone has no dead-letter queue: name one in its RedrivePolicy,"
                        + " with a maxReceiveCount of 5");
    }

    @Test
    void wrongSettingIsSaid() {
        changes.put("spot.queue", "absent");
        assertThat(lines(run("replay")))
                .containsExactly("SPOT_QUEUE (spot.queue): there is no queue \"absent\" in this account and region;"
                        + " make it, or correct the name");

        changes.put("spot.queue", "no queue");
        Answer answer = run("replay");
        assertThat(answer.exit()).isOne();
        assertThat(lines(answer))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("bad setting: SPOT_QUEUE (spot.queue): \"no queue\" is not a queue");
    }

    @Test
    void wrongCommandLineIsRefused() {
        Answer answer = run("replay", "--al");

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.both()).contains("Unknown option: '--al'", "--all");
    }

    @Test
    void versionIsThatOfTheJar() throws InterruptedException {
        try (AppProcess jar = start("--version")) {
            assertThat(jar.awaitExit()).isZero();
            assertThat(jar.output().lines().findFirst().orElse(""))
                    .matches("spot-interruption-alerts [0-9]+\\.[0-9]+\\.[0-9]+.*");
        }
    }

    @Test
    void afterAReplayOnlyWhatIsMissingIsSent() throws Exception {
        int port = FreePort.find();
        settings.putAll(Map.of(
                "SPOT_QUEUE_VISIBILITY_TIMEOUT", "2",
                "SPOT_STORE_URL", "jdbc:h2:file:" + directory.resolve("store"),
                "ENABLE_SNS", "true",
                "SNS_TOPIC_ARN", "arn:aws:sns:" + AwsWorld.REGION + ":" + AwsWorld.ACCOUNT + ":alerts",
                "ENABLE_CHAT", "true",
                "GOOGLE_CHAT_WEBHOOK", "http://127.0.0.1:" + port + "/v1/spaces/T/messages?key=k&token=t",
                "WEBHOOK_ALLOWED_HOSTS", "127.0.0.1:" + port));
        changes.put("spot.store.url", "jdbc:h2:file:" + directory.resolve("store"));
        changes.put("spot.channel.sns.enabled", "true");
        changes.put("spot.channel.google-chat.enabled", "true");
        try (WebhookReceiver chat = WebhookReceiver.start(port)) {
            chat.answerWith(() -> 404);
            String terminated = member();
            // With nothing but the detail, the alert is known by the time at which the message was first sent.
            String stopped = member();
            try (AppProcess program = start()) {
                program.awaitReady();
                AWS.send("spot", Events.now(WARNING, terminated));
                AWS.send("spot", "{\"instance-id\":\"" + stopped + "\",\"instance-action\":\"stop\"}");
                await("dead letters").atMost(SOON).until(() -> AWS.depth("spot-dead") == 2);

                assertThat(run("replay").both()).contains("The store cannot be read here", "locked");
                program.terminate();
            }
            assertThat(takeAll("alerts").toString()).contains(terminated, stopped);
            assertThat(lines(run("replay")))
                    .filteredOn(line -> line.endsWith("; sent before: sns; missing: google-chat"))
                    .hasSize(2);

            chat.answerWith(() -> 200);
            // It gets no second chance: a busy machine must not take longer to extend it.
            settings.put("SPOT_QUEUE_VISIBILITY_TIMEOUT", "30");
            try (AppProcess program = start()) {
                program.awaitReady();
                assertThat(run("replay", "--all").both()).contains("2 moved from spot-dead to spot");

                await("chat").atMost(SOON).until(() -> chat.naming(terminated) == 1 && chat.naming(stopped) == 1);
                await("queue").atMost(SOON).until(() -> AWS.depth("spot") == 0);
                assertThat(chat.naming(terminated)).isOne();
                assertThat(chat.naming(stopped)).isOne();
                assertThat(AWS.depth("spot-dead")).isZero();
                assertThat(takeAll("alerts")).isEmpty();
                assertThat(program.terminate()).isZero();
            }
        }
    }

    private static String member() {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "family:web", 1);
        return member.instanceId();
    }
}
