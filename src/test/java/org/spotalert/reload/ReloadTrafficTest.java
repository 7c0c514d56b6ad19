package org.spotalert.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts that are under way while a channel is edited. */
class ReloadTrafficTest {

    private final ReloadProgram program;

    ReloadTrafficTest(@TempDir Path folder) {
        program = new ReloadProgram(folder);
    }

    @BeforeEach
    void start() throws Exception {
        program.write("notify", ReloadProgram.stage("notify", "sent"));
        program.write("channels/mail", ReloadProgram.channel("mail", "mail 1"));
        program.write("channels/chat", ReloadProgram.channel("chat", "chat 1"));
        program.started();
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void noAlertIsLostSilentlyWhileItsChannelIsEdited() {
        Traffic traffic = new Traffic();

        for (int version = 2; version <= 6; version++) {
            String says = "mail " + version;
            program.write("channels/mail", ReloadProgram.channel("mail", says));
            await().until(() -> program.recorder.received.contains(says));
        }

        traffic.assertEveryAlertWasDeliveredOrFailed();
    }

    @Test
    void noAlertIsLostSilentlyWhileEditsDoNotStart() {
        Traffic traffic = new Traffic();

        for (int version = 2; version <= 4; version++) {
            String component = "pigeon" + version;
            program.write(
                    "channels/mail",
                    ReloadProgram.channel("mail", "x").replace("direct:channel", component + ":channel"));
            program.awaitRejection(component);
        }

        traffic.assertEveryAlertWasDeliveredOrFailed();
    }

    @Test
    void alertInsideTheOldVersionIsFinishedByIt() {
        program.recorder.hold();
        CompletableFuture<?> slow = CompletableFuture.runAsync(
                () -> program.context.createProducerTemplate().sendBody("direct:channel-mail", 1));
        await().until(() -> program.recorder.held() == 1);

        program.write("channels/mail", ReloadProgram.channel("mail", "mail 2"));
        await().during(Duration.ofMillis(400)).until(() -> !slow.isDone());
        program.recorder.release();

        await().until(slow::isDone);
        assertThat(slow).isCompleted();
        assertThat(program.recorder.received).containsExactly("mail 1");
        await().until(() -> program.send("channel-mail").equals("mail 2"));
    }

    /** Alerts to one channel, back to back, as the notify stage sends them. */
    private final class Traffic {

        private final AtomicBoolean flowing = new AtomicBoolean(true);
        private final List<Throwable> failures = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Integer> delivered = CompletableFuture.supplyAsync(this::flow);

        void assertEveryAlertWasDeliveredOrFailed() {
            flowing.set(false);
            assertThat(delivered.join()).isPositive().isLessThanOrEqualTo(program.recorder.received.size());
            // What the stopping route turned away failed visibly, so that the queue brings it back.
            assertThat(failures)
                    .hasSizeLessThan(10)
                    .allSatisfy(
                            failure -> assertThat(failure).hasRootCauseInstanceOf(RejectedExecutionException.class));
        }

        private int flow() {
            int sent = 0;
            ProducerTemplate alerts = program.context.createProducerTemplate();
            while (flowing.get()) {
                assertThat(program.endpoints()).contains("direct://channel-mail");
                try {
                    alerts.sendBody("direct:channel-mail", "alert");
                    sent++;
                } catch (CamelExecutionException e) {
                    failures.add(e);
                }
            }
            return sent;
        }
    }
}
