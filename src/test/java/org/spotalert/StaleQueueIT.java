package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.local.WebhookReceiver;

/** A fresh warning stands behind many notices that are late, and more of them than there is room for. */
class StaleQueueIT {

    private static final int ROOM = 50;
    private static final int STALE = 6 * ROOM;
    private static final String WARNING = "interruption-warning-terminate";

    private final MotoServer moto = MotoServer.start();
    private final AwsWorld aws = new AwsWorld(moto.endpoint());
    private final WebhookReceiver channel = WebhookReceiver.start(0);

    @AfterEach
    void close() {
        channel.close();
        aws.close();
        moto.close();
    }

    @Test
    void freshWarningPassesThemAndNoneIsLost() throws Exception {
        aws.queue("spot", 5);
        Instant longAgo = Instant.now().minusSeconds(3_600);
        List<String> stale =
                IntStream.range(0, STALE).mapToObj("i-%017x"::formatted).toList();
        aws.sendAll(
                "spot",
                stale.stream()
                        .map(id -> foreign(Events.at(WARNING, id, longAgo)))
                        .toList());
        String fresh = "i-0fffffffffffffff0";
        aws.send("spot", foreign(Events.now(WARNING, fresh)));

        Instant start = Instant.now();
        try (Program program = Program.start(moto.endpoint(), settings())) {
            Instant ready = Instant.now();
            await("the fresh warning").atMost(Duration.ofSeconds(30)).until(() -> channel.naming(fresh) == 1);
            Duration took = Duration.between(ready, Instant.now());
            System.out.printf(
                    "stale queue: a fresh warning behind %d stale ones after %d ms%n", STALE, took.toMillis());
            assertThat(took).isLessThan(Duration.ofSeconds(10));

            await("the late ones").atMost(Duration.ofMinutes(3)).until(() -> aws.depth("spot") == 0);
            System.out.printf(
                    "stale queue: all were worked off after %d s, with %d receives and %d deletions in batches%n",
                    Duration.between(start, Instant.now()).toSeconds(),
                    moto.calls().get("ReceiveMessage"),
                    moto.calls().get("DeleteMessageBatch"));
            assertThat(program.context().isStarted()).isTrue();
        }
        assertThat(aws.depth("spot-dead")).isZero();
        assertThat(stale).allSatisfy(id -> assertThat(channel.naming(id)).isOne());
        assertThat(moto.calls()).doesNotContainKey("DeleteMessage");
    }

    /** Of an account that is not the program's own: unknown impact, of which everybody is notified. */
    private static String foreign(String event) {
        return event.replace(AwsWorld.ACCOUNT, "999999999999");
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("spot.queue", "spot");
        settings.put("spot.batch.max-in-flight", String.valueOf(ROOM));
        settings.put("spot.batch.late", "1s");
        settings.put("spot.channel.webhook.enabled", "true");
        settings.put("spot.channel.webhook.webhook", channel.url() + "/alerts");
        settings.put("spot.channel.webhook.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        settings.put("spot.webhook.allowed-hosts", channel.url().substring(7));
        return settings;
    }
}
