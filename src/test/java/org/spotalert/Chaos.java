package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Variables;
import org.spotalert.local.WebhookReceiver;
import org.spotalert.local.WebhookReceiver.Received;

/** The real jar under load, killed at random moments, alone and beside others. */
abstract class Chaos {

    private static final Duration LONG = Duration.ofMinutes(3);
    /** How long before a kill a message can have been accepted that was not confirmed yet. */
    private static final Duration CUT_OFF = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private final Random random = new Random(seed());
    private final int chatPort = FreePort.find();
    private final MotoServer moto = MotoServer.start();
    private final AwsWorld aws = new AwsWorld(moto.endpoint());
    private final WebhookReceiver chat = WebhookReceiver.start(chatPort);
    private final ScheduledExecutorService feeder = Executors.newSingleThreadScheduledExecutor();
    final Map<String, String> settings = new HashMap<>();
    private final List<Instant> kills = new ArrayList<>();
    private List<String> instances = List.of();

    private static long seed() {
        long seed = Long.getLong("chaos.seed", System.nanoTime());
        System.out.println("chaos: -Dchaos.seed=" + seed);
        return seed;
    }

    @BeforeEach
    void furnish() {
        aws.queue("spot", 100);
        aws.cluster("blue");
        settings.putAll(Variables.aws(moto.endpoint()));
        settings.putAll(Variables.sns(aws.topic("alerts")));
        settings.putAll(Variables.googleChat(chatPort));
        settings.put("SPOT_QUEUE_VISIBILITY_TIMEOUT", "3");
        // Long enough for a process to renew it however busy the machine is.
        settings.put("SPOT_STORE_LEASE", "8s");
        settings.put("SPOT_CLUSTERS", "blue");
        settings.put("SPOT_STORE_URL", "jdbc:h2:file:" + directory.resolve("store"));
    }

    @AfterEach
    void tearDown() {
        feeder.shutdownNow();
        chat.close();
        aws.close();
        moto.close();
    }

    void killOften(int processes, int times) {
        populate(times * 8);
        AtomicInteger next = new AtomicInteger();
        ScheduledFuture<?> load = feeder.scheduleWithFixedDelay(
                () -> {
                    if (next.get() < instances.size()) {
                        send(instances.get(next.getAndIncrement()));
                    }
                },
                0,
                400,
                TimeUnit.MILLISECONDS);
        List<AppProcess> running = start(processes);
        for (int kill = 0; kill < times; kill++) {
            if (random.nextInt(5) > 0) {
                running.forEach(AppProcess::awaitReady);
            }
            // The random moment is the point here: nothing is waited for.
            pause(random.nextInt(2000));
            int victim = random.nextInt(processes);
            kill(running.get(victim));
            running.set(victim, start(1).get(0));
        }
        await("the whole load").atMost(LONG).until(() -> next.get() == instances.size());
        load.cancel(false);
        finish(running);
    }

    void shareTheWork(int replicas, int events) {
        populate(events);
        chat.answerWith(() -> random.nextInt(10) < 3 ? 503 : 200);
        List<AppProcess> running = start(replicas);
        running.forEach(AppProcess::awaitReady);
        List<String> copies = new ArrayList<>(instances);
        copies.addAll(instances);
        Collections.shuffle(copies, random);
        copies.forEach(this::send);
        await("a quarter of the instances").atMost(LONG).until(() -> sent() > events / 4);
        kill(running.remove(0));
        finish(running);
    }

    private long sent() {
        return instances.stream().filter(id -> chat.naming(id) > 0).count();
    }

    private void populate(int count) {
        instances = aws.members("blue", count).stream()
                .peek(member -> aws.tasks(member, "family:web", 1))
                .map(Member::instanceId)
                .toList();
    }

    private List<AppProcess> start(int count) {
        List<AppProcess> started = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            started.add(AppProcess.start(settings, directory.resolve(System.nanoTime() + ".log")));
        }
        return started;
    }

    private void send(String instance) {
        aws.send("spot", Events.now("interruption-warning-terminate", instance));
    }

    private void kill(AppProcess program) {
        kills.add(Instant.now());
        program.kill();
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void finish(List<AppProcess> running) {
        await("the queue").atMost(LONG).until(() -> aws.depth("spot") == 0);
        running.forEach(AppProcess::close);
        assertThat(aws.depth("spot-dead")).isZero();

        List<String> published = published();
        assertThat(instances).allSatisfy(id -> {
            assertThat(chat.naming(id)).isPositive();
            assertThat(published).anyMatch(text -> text.contains(id));
        });
        List<String> repeated =
                instances.stream().filter(id -> chat.naming(id) > 1).toList();
        System.out.printf(
                "chaos: %d instances, %d kills, 0 lost, %d repeated on the chat, %d on SNS%n",
                instances.size(),
                kills.size(),
                repeated.size(),
                instances.stream()
                        .filter(id -> published.stream()
                                        .filter(text -> text.contains(id))
                                        .count()
                                > 1)
                        .count());
        assertThat(repeated)
                .allSatisfy(id ->
                        assertThat(copies(id).subList(0, copies(id).size() - 1)).allMatch(this::cutOff));
    }

    private List<Received> copies(String instance) {
        return chat.accepted().stream()
                .filter(message -> message.body().contains(instance))
                .toList();
    }

    /** Whether a kill came just after the message was accepted. */
    private boolean cutOff(Received message) {
        return kills.stream()
                .anyMatch(kill ->
                        !kill.isBefore(message.at()) && kill.minus(CUT_OFF).isBefore(message.at()));
    }

    private List<String> published() {
        List<String> all = new ArrayList<>();
        List<String> some;
        do {
            some = aws.messages("alerts").stream()
                    .map(message -> message.body())
                    .toList();
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }
}
