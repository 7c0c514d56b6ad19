package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Variables;
import org.spotalert.local.WebhookReceiver;
import org.spotalert.platform.management.Login;

/** Twenty browsers that keep the page up to date beside alerts: how much later these are, by turns with and without. */
@Tag("chaos")
class PageTabsIT {

    private static final Login LOGIN = new Login("admin", "a-password-that-nobody-guesses");
    private static final int TABS = 20;
    /** As the page's own Refresh header says. */
    private static final Duration REFRESH = Duration.ofSeconds(10);
    /** Of each kind, so that the tabs are open for a minute. */
    private static final int TURNS = 6;

    private static final double MOST = 1.1;

    @TempDir
    private Path directory;

    private final AtomicBoolean open = new AtomicBoolean();
    private final AtomicInteger shown = new AtomicInteger();

    @Test
    void tabsThatRefreshDelayNoAlert() {
        ScheduledExecutorService tabs = Executors.newScheduledThreadPool(TABS);
        try (MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint());
                WebhookReceiver chat = WebhookReceiver.start(0)) {
            aws.queue("spot", 5);
            aws.cluster("blue");
            Map<String, String> settings = new HashMap<>(Variables.aws(moto.endpoint()));
            settings.putAll(Variables.googleChat(URI.create(chat.url()).getPort()));
            settings.put("SPOT_MANAGEMENT_PASSWORD", LOGIN.password());
            settings.put("SPOT_BATCH_INTERVAL", "100ms");
            settings.put("SPOT_CHANNEL_GOOGLE_CHAT_MESSAGES_PER_SECOND", "100");
            try (AppProcess program = AppProcess.start(settings, directory.resolve("program.log"))) {
                program.awaitReady();
                for (int tab = 0; tab < TABS; tab++) {
                    var unused = tabs.scheduleAtFixedRate(
                            () -> refresh(program),
                            tab * REFRESH.toMillis() / TABS,
                            REFRESH.toMillis(),
                            TimeUnit.MILLISECONDS);
                }
                compare(aws, chat);
            }
        } finally {
            tabs.shutdownNow();
        }
    }

    private void compare(AwsWorld aws, WebhookReceiver chat) {
        turn(aws, chat);
        List<Long> without = new ArrayList<>();
        List<Long> with = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            without.addAll(turn(aws, chat));
            open.set(true);
            with.addAll(turn(aws, chat));
            open.set(false);
        }
        double ratio = median(with) / median(without);
        System.out.printf(
                "page: median delay %.1f ms without tabs (%d alerts), %.1f ms with %d tabs (%d alerts, %d pages): ratio %.3f%n",
                median(without), without.size(), median(with), TABS, with.size(), shown.get(), ratio);
        assertThat(shown.get()).isGreaterThanOrEqualTo(TABS * TURNS * 9 / 10);
        assertThat(ratio).isLessThan(MOST);
    }

    /** The delays of alerts, one after the other, in milliseconds. */
    private static List<Long> turn(AwsWorld aws, WebhookReceiver chat) {
        List<Long> delays = new ArrayList<>();
        long ends = System.nanoTime() + REFRESH.toNanos();
        while (System.nanoTime() < ends) {
            Member member = aws.members("blue", 1).get(0);
            aws.tasks(member, "family:web", 1);
            long sent = System.nanoTime();
            aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));
            await("alert")
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> chat.naming(member.instanceId()) == 1);
            delays.add((System.nanoTime() - sent) / 1_000_000);
        }
        return delays;
    }

    private void refresh(AppProcess program) {
        if (!open.get()) {
            return;
        }
        try {
            if (program.get("/spot/?refresh=on", LOGIN.authorization()).startsWith("200")) {
                shown.incrementAndGet();
            }
        } catch (Exception stopping) {
            // A page that does not come is missing from those that were shown.
        }
    }

    private static double median(List<Long> delays) {
        return delays.stream().sorted().skip(delays.size() / 2).findFirst().orElseThrow();
    }
}
