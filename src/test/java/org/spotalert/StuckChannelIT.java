package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.local.StuckMailServer;
import org.spotalert.local.Variables;
import org.spotalert.local.WebhookReceiver;
import org.spotalert.platform.camel.Contexts;

/** One channel is stuck or slow in a storm: the others are served in time, and it gets everything once it works again. */
class StuckChannelIT {

    private static final int ROOM = 20;
    private static final Duration IN_TIME = Duration.ofSeconds(25);
    private static final Duration LATER = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final MotoServer moto = MotoServer.start();
    private final AwsWorld aws = new AwsWorld(moto.endpoint());
    private final WebhookReceiver good = WebhookReceiver.start(0);
    private final WebhookReceiver stuck = WebhookReceiver.start(0);
    private final CountDownLatch repaired = new CountDownLatch(1);
    private final List<String> instances = instances(3 * ROOM);
    private final Map<String, String> settings = new HashMap<>();

    StuckChannelIT() {
        aws.queue("spot", 1_000);
        settings.put("spot.queue", "spot");
        settings.put("spot.queue.visibility-timeout", "4");
        // What was given up while it was stuck is sent again after it.
        settings.put("spot.store.lease", "8s");
        settings.put("spot.batch.max-in-flight", String.valueOf(ROOM));
        settings.put("spot.channel.timeout", "3s");
        settings.put("spot.channel.webhook.enabled", "true");
        settings.put("spot.channel.webhook.webhook", good.url() + "/alerts");
        settings.put("spot.channel.webhook.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        settings.put(
                "spot.webhook.allowed-hosts",
                good.url().substring(7) + "," + stuck.url().substring(7));
    }

    @AfterEach
    void close() {
        repaired.countDown();
        good.close();
        stuck.close();
        aws.close();
        moto.close();
    }

    /** Warnings of an account that is not the program's own: unknown impact, of which everybody is notified. */
    private static List<String> instances(int count) {
        return IntStream.range(0, count).mapToObj("i-%017x"::formatted).toList();
    }

    private static String event(String instance) {
        return Events.now("interruption-warning-terminate", instance).replace(AwsWorld.ACCOUNT, "999999999999");
    }

    private void storm() {
        aws.sendAll("spot", instances.stream().map(StuckChannelIT::event).toList());
    }

    private void awaitGoodChannel() {
        Instant start = Instant.now();
        await("the good channel")
                .atMost(IN_TIME)
                .until(() -> instances.stream().allMatch(instance -> good.naming(instance) == 1));
        System.out.printf(
                "stuck channel: the good one had all %d after %d ms%n",
                instances.size(), Duration.between(start, Instant.now()).toMillis());
        assertThat(aws.depth("spot")).isEqualTo(instances.size());
    }

    private void assertNothingIsLostOrRepeated() {
        await("the queue").atMost(LATER).until(() -> aws.depth("spot") == 0);
        assertThat(aws.depth("spot-dead")).isZero();
        assertThat(instances)
                .allSatisfy(instance -> assertThat(good.naming(instance)).isOne());
    }

    @Test
    void mailServerThatNeverComesToTheEndOfItsAnswer() throws Exception {
        StuckMailServer held = new StuckMailServer();
        // No send is to time out while the server takes it after all: nobody could know that it has it.
        settings.put("spot.channel.timeout", "30s");
        settings.putAll(Map.of(
                "spot.channel.email.enabled", "true",
                "spot.channel.email.host", "127.0.0.1",
                "spot.channel.email.port", String.valueOf(held.port()),
                "spot.channel.email.tls", "none",
                "spot.channel.email.from", "alerts@example.com",
                "spot.channel.email.to", "ops@example.com"));
        try (held;
                Program program = Program.start(moto.endpoint(), settings)) {
            storm();
            awaitGoodChannel();

            held.close();
            GreenMail mail = new GreenMail(new ServerSetup(held.port(), "127.0.0.1", "smtp"));
            mail.start();
            try {
                assertNothingIsLostOrRepeated();
                List<String> mails = Arrays.stream(mail.getReceivedMessages())
                        .map(StuckChannelIT::text)
                        .toList();
                assertThat(instances)
                        .allSatisfy(instance -> assertThat(mails)
                                .filteredOn(text -> text.contains(instance))
                                .hasSize(1));
                assertThat(program.context().isStarted()).isTrue();
            } finally {
                mail.stop();
            }
        }
    }

    @Test
    void healthSaysThatThereIsNoRoom() throws Exception {
        settings.put("spot.channel.timeout", "1m");
        settings.put("spot.channel.webhook.webhook", stuck.url() + "/alerts");
        stuck.answerWith(this::hold);
        try (Program program = Program.start(moto.endpoint(), settings)) {
            storm();

            await("health")
                    .atMost(LATER)
                    .until(
                            () -> health(program),
                            text -> text.contains("no room for new notices")
                                    && text.contains("slow channels: webhook for"));

            repaired.countDown();
            await("health").atMost(LATER).until(() -> health(program), text -> !text.contains("no room"));
        }
    }

    private static String text(MimeMessage mail) {
        return GreenMailUtil.getWholeMessage(mail).replaceAll("=\r?\n", "");
    }

    private static String health(Program program) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(program.management("/observe/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void channelOfOnesOwnWithoutLimitsWhoseGatewayNeverAnswers() throws Exception {
        settings.put("spot.routes", routesWithThePager().toString());
        stuck.answerWith(this::hold);
        try (Program program = Program.start(moto.endpoint(), settings)) {
            storm();
            awaitGoodChannel();
            assertThat(stuck.accepted()).isEmpty();

            repaired.countDown();

            assertNothingIsLostOrRepeated();
            assertThat(instances)
                    .allSatisfy(instance -> assertThat(stuck.naming(instance)).isOne());
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    /** Answers once the far end is repaired, and then that it is not there to what came before. */
    private int hold() {
        boolean working = repaired.getCount() == 0;
        try {
            repaired.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return working ? 200 : 503;
    }

    /** The channel of docs/own-channels.md, without the limits that it shows. */
    private Path routesWithThePager() throws IOException {
        Path routes = directory.resolve("routes");
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Path copy = routes.resolve(Path.of("routes").relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        String document = Files.readString(Path.of("docs/own-channels.md"));
        String example = document.substring(document.indexOf("- route:\n    id: channel-pager"));
        String channel = example.substring(0, example.indexOf("```"))
                .replaceAll("\n *httpClient\\..*", "")
                .replace("pager.internal", URI.create(stuck.url()).getAuthority());
        assertThat(channel).doesNotContain("Timeout");
        Files.writeString(routes.resolve("channels/pager.camel.yaml"), channel);
        return routes;
    }

    @Test
    void chatThatFailsSlowly() throws Exception {
        settings.put("spot.channel.slack.enabled", "true");
        settings.put("spot.channel.slack.webhook", stuck.url() + "/services/T0/B0/SECRET");
        settings.put("spot.channel.slack.messages-per-second", "100");
        stuck.answerWith(this::failSlowly);
        try (Program program = Program.start(moto.endpoint(), settings)) {
            storm();
            awaitGoodChannel();

            repaired.countDown();

            assertNothingIsLostOrRepeated();
            assertThat(stuck.accepted()).isNotEmpty();
            // Those that ended after their batch had gone on count as well.
            await("counters").untilAsserted(() -> {
                assertThat(sent(program, "slack")).isEqualTo(instances.size());
                assertThat(sent(program, "webhook")).isEqualTo(instances.size());
            });
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    private static double sent(Program program, String channel) {
        return Contexts.meters(program.context())
                .get("spot.alerts")
                .tags("channel", channel, "outcome", "sent")
                .counter()
                .count();
    }

    private int failSlowly() {
        try {
            return repaired.await(2, TimeUnit.SECONDS) ? 200 : 503;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return 503;
        }
    }

    @Test
    void stopDoesNotWaitForStuckChannels() throws Exception {
        stuck.answerWith(this::hold);
        settings.clear();
        settings.putAll(Variables.aws(moto.endpoint()));
        settings.put("ENABLE_SLACK", "true");
        settings.put("SLACK_WEBHOOK_URL", stuck.url() + "/services/T0/B0/SECRET");
        settings.put("WEBHOOK_ALLOWED_HOSTS", stuck.url().substring(7));
        settings.put("CAMEL_MAIN_SHUTDOWN_TIMEOUT", "2");
        try (StuckMailServer held = new StuckMailServer();
                AppProcess program = AppProcess.start(withMail(held), directory.resolve("program.log"))) {
            program.awaitReady();
            aws.sendAll("spot", instances.stream().map(StuckChannelIT::event).toList());
            await("both").atMost(LATER).until(() -> held.connections() > 0 && aws.hidden("spot") == instances.size());

            Instant start = Instant.now();
            assertThat(program.terminate()).isZero();
            Duration took = Duration.between(start, Instant.now());

            System.out.printf("stuck channel: the stop took %d ms%n", took.toMillis());
            assertThat(took).isLessThan(Duration.ofSeconds(10));
            assertThat(aws.hidden("spot")).isZero();
            assertThat(aws.depth("spot")).isEqualTo(instances.size());
        }
    }

    private Map<String, String> withMail(StuckMailServer server) {
        settings.put("ENABLE_EMAIL", "true");
        settings.put("SMTP_HOST", "127.0.0.1");
        settings.put("SMTP_PORT", String.valueOf(server.port()));
        settings.put("SMTP_TLS", "none");
        settings.put("EMAIL_FROM", "alerts@example.com");
        settings.put("EMAIL_TO", "ops@example.com");
        return settings;
    }
}
