package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Variables;
import org.spotalert.local.WebhookReceiver;
import software.amazon.awssdk.services.sqs.model.Message;

/** SIGTERM while alerts are under way. */
class ShutdownIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final int chatPort = FreePort.find();
    private final MotoServer moto = MotoServer.start();
    private final AwsWorld aws = new AwsWorld(moto.endpoint());
    private final WebhookReceiver chat = WebhookReceiver.start(chatPort);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final Map<String, String> settings = new HashMap<>();
    private String instance = "";

    @BeforeEach
    void furnish() {
        aws.queue("spot", 5);
        aws.cluster("blue");
        Member member = aws.members("blue", 1).get(0);
        aws.tasks(member, "family:web", 1);
        instance = member.instanceId();
        IntSupplier slow = () -> {
            asked.countDown();
            try {
                mayAnswer.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return 200;
        };
        chat.answerWith(slow);
        settings.putAll(Variables.aws(moto.endpoint()));
        settings.putAll(Variables.googleChat(chatPort));
        settings.put("SPOT_QUEUE_VISIBILITY_TIMEOUT", "300");
        // The chat answers once the program says that it waits for it.
        settings.put("SPOT_CHANNEL_TIMEOUT", "2m");
    }

    @AfterEach
    void tearDown() {
        chat.close();
        aws.close();
        moto.close();
    }

    private AppProcess busyProgram() throws InterruptedException {
        AppProcess program = AppProcess.start(settings, directory.resolve("program.log"));
        program.awaitReady();
        aws.send("spot", Events.now("interruption-warning-terminate", instance));
        assertThat(asked.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return program;
    }

    @Test
    void whatIsUnderWayIsFinished() throws Exception {
        try (AppProcess program = busyProgram()) {
            program.askToStop();
            await("the stop").atMost(SOON).until(() -> program.output().contains("Waiting as there are still"));
            mayAnswer.countDown();

            assertThat(program.awaitExit()).isZero();
            assertThat(chat.naming(instance)).isOne();
            assertThat(aws.depth("spot")).isZero();
        }
    }

    @Test
    void whatTakesTooLongIsBackOnTheQueueAtOnce() throws Exception {
        settings.put("CAMEL_MAIN_SHUTDOWN_TIMEOUT", "2");
        settings.put("SPOT_BATCH_INTERVAL", "1m");
        try (AppProcess program = busyProgram()) {
            aws.send("spot", Events.now("rebalance-recommendation", instance));
            await("the message that waits in the window").atMost(SOON).until(() -> aws.hidden("spot") == 2);

            assertThat(program.terminate()).isZero();

            // Hidden for five minutes, had they not been given back.
            List<Message> back = new ArrayList<>(aws.messages("spot"));
            back.addAll(aws.messages("spot"));
            assertThat(back).hasSize(2);
            assertThat(program.output()).contains("messages are given back to the queue messages=\"2\"");
        } finally {
            mayAnswer.countDown();
        }
    }
}
