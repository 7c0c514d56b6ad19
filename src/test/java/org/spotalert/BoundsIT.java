package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Variables;
import org.spotalert.local.WebhookReceiver;

/** The real jar with 128 MB of heap, and more on its queue, or worse, than it expects. It ends when the heap is full. */
class BoundsIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration PROMPTLY = Duration.ofSeconds(15);
    /** The most bytes that SQS takes in one message. */
    private static final int LARGEST = 1_048_576;
    /** How many messages one ReceiveMessage brings at most. */
    private static final int POLL = 10;

    private static final int DELIVERIES = 2;

    @TempDir
    private Path directory;

    private final int chatPort = FreePort.find();
    private final MotoServer moto = MotoServer.start();
    private final AwsWorld aws = new AwsWorld(moto.endpoint());
    private final WebhookReceiver chat = WebhookReceiver.start(chatPort);
    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void furnish() {
        aws.queue("spot", DELIVERIES);
        aws.cluster("blue");
        settings.putAll(Variables.aws(moto.endpoint()));
        settings.putAll(Variables.googleChat(chatPort));
        settings.put("JDK_JAVA_OPTIONS", "-Xmx128m -XX:+ExitOnOutOfMemoryError");
        settings.put("SPOT_CLUSTERS", "blue");
    }

    @AfterEach
    void tearDown() {
        chat.close();
        aws.close();
        moto.close();
    }

    private AppProcess start() {
        return AppProcess.start(settings, directory.resolve("program.log"));
    }

    @Test
    void threeThousandWaitingMessagesAreTakenAFewAtATime() throws Exception {
        settings.put("SPOT_BATCH_INTERVAL", "100ms");
        settings.put("SPOT_BATCH_MAX_IN_FLIGHT", "200");
        aws.sendAll("spot", outsideOfEcs(3_000));
        try (AppProcess program = start()) {
            workOff(3_000, 200);

            assertThat(program.terminate()).isZero();
        }
        assertThat(aws.depth("spot-dead")).isZero();
    }

    @Test
    @Tag("chaos")
    void hundredThousandWaitingMessagesAreTakenAFewAtATime() throws Exception {
        settings.put("SPOT_QUEUE_VISIBILITY_TIMEOUT", "300");
        aws.sendAll("spot", outsideOfEcs(100_000));
        assertThat(aws.depth("spot")).isEqualTo(100_000);
        try (AppProcess program = start()) {
            // moto grows slower with the length of its queue: not all of them are waited for.
            for (int step = 0; step < 10; step++) {
                workOff(1_000, 1_000);
            }
            assertThat(program.terminate()).isZero();
        }
        assertThat(aws.depth("spot-dead")).isZero();
    }

    /** Waits until this many messages are off the queue, watching how many are hidden by their being under way. */
    private void workOff(int messages, int maxInFlight) {
        AtomicInteger most = new AtomicInteger();
        int before = aws.depth("spot");
        await("the first messages").atMost(SOON).until(() -> aws.hidden("spot") > 0);
        Instant start = Instant.now();
        await(messages + " messages")
                .atMost(Duration.ofMinutes(6))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    most.accumulateAndGet(aws.hidden("spot"), Math::max);
                    return aws.depth("spot") <= Math.max(0, before - messages);
                });
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        System.out.printf(
                "bounds: %d messages waited, %.0f a second were worked off, at most %d of them at a time%n",
                before, (before - aws.depth("spot")) / seconds, most.get());
        // The window bounds what is worked on; the deletions of a batch that is done may trail behind the next
        // receives.
        assertThat(most.get()).isBetween(1, 2 * maxInFlight);
    }

    @Test
    void largestMessageIsReadLikeAnyOther() throws Exception {
        settings.put("SPOT_QUEUE_VISIBILITY_TIMEOUT", "4");
        List<String> instances = instances(6);
        for (String instance : instances.subList(0, 3)) {
            String event =
                    Events.now("interruption-warning-terminate", instance).stripTrailing();
            aws.send("spot", padded(event.substring(0, event.length() - 1) + ",\"padding\":\"", "\"}"));
            aws.send("spot", padded("{\"padding\":\"", ""));
            aws.send("spot", padded("{\"detail-type\":\"", "\"}"));
        }
        instances
                .subList(3, 6)
                .forEach(instance -> aws.send("spot", Events.now("interruption-warning-terminate", instance)));
        try (AppProcess program = start()) {
            await("alerts").atMost(SOON).until(() -> instances.stream().allMatch(id -> chat.naming(id) == 1));
            await("dead letters").atMost(SOON).until(() -> aws.depth("spot-dead") == 6);
            await("the queue").atMost(SOON).until(() -> aws.depth("spot") == 0);

            assertThat(program.output()).hasSizeLessThan(LARGEST / 10);
            assertThat(program.terminate()).isZero();
        }
    }

    private static String padded(String start, String end) {
        return start + "x".repeat(LARGEST - start.length() - end.length()) + end;
    }

    @Test
    void thousandMalformedBodiesDoNotHoldTheGoodOnesBack() throws Exception {
        settings.put("SPOT_QUEUE_VISIBILITY_TIMEOUT", "4");
        List<String> malformed = malformed();
        List<String> instances = instances(4);
        Map<String, Instant> sent = new HashMap<>();
        try (AppProcess program = start()) {
            program.awaitReady();
            moto.resetCalls();
            Instant start = Instant.now();
            for (int part = 0; part < instances.size(); part++) {
                aws.sendAll("spot", malformed.subList(part * 250, (part + 1) * 250));
                aws.send("spot", Events.now("interruption-warning-terminate", instances.get(part)));
                sent.put(instances.get(part), Instant.now());
            }
            await("alerts").atMost(SOON).until(() -> instances.stream().allMatch(id -> chat.naming(id) == 1));
            await("dead letters").atMost(SOON).until(() -> aws.depth("spot-dead") == malformed.size());
            await("the queue").atMost(SOON).until(() -> aws.depth("spot") == 0);
            Duration took = Duration.between(start, Instant.now());

            assertThat(sent).allSatisfy((id, at) -> assertThat(delay(id, at)).isLessThan(PROMPTLY));
            int received = moto.calls().getOrDefault("ReceiveMessage", 0);
            List<String> lines = program.output().lines().toList();
            System.out.printf(
                    "bounds: 1000 malformed bodies rested after %d ms, %d calls of ReceiveMessage, %d lines of log%n",
                    took.toMillis(), received, lines.size());
            // Each call brings messages, or waits: as many as there are full polls, and a few a second.
            assertThat(received).isLessThan(2 * DELIVERIES * malformed.size() / POLL + 5 * (int) took.toSeconds() + 50);
            assertThat(lines.stream().filter(line -> line.contains("message cannot be understood")))
                    .hasSizeBetween(malformed.size(), DELIVERIES * malformed.size());
            assertThat(lines).hasSizeLessThan(DELIVERIES * malformed.size() + 100);
            assertThat(program.terminate()).isZero();
        }
    }

    @Test
    void forgedRecoveryChecksDoNothingAndHoldNoWarningUp() throws Exception {
        String good = instances(1).get(0);
        try (AppProcess program = start()) {
            program.awaitReady();
            aws.sendAll(
                    "spot",
                    IntStream.range(0, 3_000)
                            .mapToObj(number -> Events.text("recovery-check")
                                    .replace("i-0a1b2c3d4e5f60718", "i-%017x".formatted(number)))
                            .toList());
            aws.send("spot", Events.now("interruption-warning-terminate", good));
            Instant sent = Instant.now();

            await("the warning").atMost(SOON).until(() -> chat.naming(good) == 1);
            await("the queue").atMost(SOON).until(() -> aws.depth("spot") == 0);
            System.out.printf(
                    "bounds: a warning behind 3,000 forged recovery checks was sent after %d ms%n",
                    delay(good, sent).toMillis());

            assertThat(aws.depth("spot-dead")).isZero();
            assertThat(chat.accepted()).hasSize(1);
            assertThat(program.output())
                    .contains("recovery check dropped: the store knows no such incident")
                    .doesNotContain("java.lang.OutOfMemoryError");
            assertThat(program.terminate()).isZero();
        }
    }

    private Duration delay(String instance, Instant sent) {
        return chat.accepted().stream()
                .filter(message -> message.body().contains(instance))
                .map(message -> Duration.between(sent, message.at()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> malformed() {
        List<String> samples = Events.names().stream()
                .filter(name -> name.startsWith("malformed-"))
                .map(Events::text)
                .toList();
        List<String> bodies = new ArrayList<>();
        IntStream.range(0, 1_000).forEach(number -> bodies.add(samples.get(number % samples.size())));
        return bodies;
    }

    private List<String> instances(int count) {
        return aws.members("blue", count).stream()
                .peek(member -> aws.tasks(member, "family:web", 1))
                .map(AwsWorld.Member::instanceId)
                .toList();
    }

    /** Events of instances that no cluster lists: they take all steps up to the decision, and no channel receives them. */
    private static List<String> outsideOfEcs(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Events.now("interruption-warning-terminate", "i-%017x".formatted(number)))
                .toList();
    }
}
