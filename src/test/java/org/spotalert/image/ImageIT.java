package org.spotalert.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.spotalert.image.Engine.Container;
import org.spotalert.image.Engine.Launch;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Variables;
import org.spotalert.local.WebhookReceiver;
import software.amazon.awssdk.services.sqs.model.Message;

/** Builds the image and runs it as docs/operations.md says: ./mvnw -Pimage verify. */
@Tag("image")
class ImageIT {

    private static final String IMAGE = "localhost/spot-interruption-alerts:check";
    private static final Path DIRECTORY = Path.of("target", "image");
    private static final Duration SOON = Duration.ofMinutes(2);
    /** A container of 512 MiB, whether or not the engine can bound its memory. */
    private static final String MEMORY = "-XX:MaxRAM=512m";

    private final int port = FreePort.find();
    private final MotoServer moto = MotoServer.start();
    private final AwsWorld aws = new AwsWorld(moto.endpoint());
    private final WebhookReceiver chat = WebhookReceiver.start(0);
    private final GreenMail mail = new GreenMail(new ServerSetup(FreePort.find(), "127.0.0.1", "smtp"));
    private final Map<String, String> settings = new HashMap<>();
    private final List<Message> published = new ArrayList<>();
    private String instance = "";

    @BeforeEach
    void furnish() {
        mail.start();
        aws.queue("spot", 5);
        aws.cluster("production");
        aws.service("production", "checkout", 3);
        Member member = aws.members("production", 1).get(0);
        aws.tasks(member, "service:checkout", 2);
        instance = member.instanceId();
        settings.putAll(Variables.aws(moto.endpoint()));
        settings.putAll(Variables.sns(aws.topic("alerts")));
        settings.putAll(Variables.googleChat(URI.create(chat.url()).getPort()));
        settings.putAll(Map.of(
                "ENABLE_EMAIL", "true",
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", String.valueOf(mail.getSmtp().getPort()),
                "SMTP_TLS", "none",
                "EMAIL_FROM", "spot@example.org",
                "EMAIL_TO", "on-call@example.org",
                "SPOT_RECOVERY", "false",
                "CAMEL_MANAGEMENT_PORT", String.valueOf(port),
                "JDK_JAVA_OPTIONS", MEMORY));
    }

    @AfterEach
    void tearDown() {
        mail.stop();
        chat.close();
        aws.close();
        moto.close();
    }

    @Test
    void imageNotifiesAndStops() throws Exception {
        Files.createDirectories(DIRECTORY);
        Engine engine = Engine.find(DIRECTORY);
        Duration built = timed(() -> engine.build(IMAGE, bases()));
        say("built by %s in %d s: %s", engine.name(), built.toSeconds(), engine.size(IMAGE));
        JsonNode configuration = engine.configuration(IMAGE);
        assertThat(configuration.path("User").asText()).isEqualTo("10001:10001");
        List<String> probe = StreamSupport.stream(
                        configuration.at("/Healthcheck/Test").spliterator(), false)
                .map(JsonNode::asText)
                .skip(1)
                .toList();
        assertThat(probe).contains("org.spotalert.app.HealthProbe");

        Launch launch = new Launch(settings, brokenTemplates(), "store-" + UUID.randomUUID());
        String warning = Events.now("interruption-warning-terminate", instance);
        try (Container container = engine.start(IMAGE, launch)) {
            Duration start = timed(() -> awaitReady(container));
            aws.send("spot", warning);
            Duration notified = timed(() -> await("three alerts").atMost(SOON).until(() -> {
                published.addAll(aws.messages("alerts"));
                return !published.isEmpty() && chat.naming(instance) > 0 && mail.getReceivedMessages().length > 0;
            }));
            assertThat(published.get(0).body()).contains(instance).contains("checkout");
            assertThat(mail.getReceivedMessages()[0].getContent()).isNotNull();
            assertThat(container.output()).contains("template cannot be used, the built-in one is used instead");
            assertThat(container.output().lines()).noneMatch(line -> line.startsWith("WARNING:"));
            assertThat(container.output()).doesNotContain("PrometheusMeterRegistry");
            assertThat(get("/observe/health?data=true")).contains("the built-in template is used instead");

            String status = container.exec(List.of("cat", "/proc/1/status"));
            assertThat(status).containsPattern("Uid:\\s+10001\\s+10001").containsPattern("Gid:\\s+10001\\s+10001");
            assertThat(container.exec(List.of("cat", "/proc/1/mounts")).lines())
                    .anyMatch(mount -> mount.matches("\\S+ / \\S+ ro[, ].*"));
            assertThat(container.exec(List.of("cat", "/proc/1/maps"))).matches(maps -> usesCache(container, maps));
            container.exec(probe);
            say(
                    "ready after %.1f s, three alerts %.1f s after the event, %d MB resident",
                    seconds(start), seconds(notified), kilobytes(status, "VmRSS") / 1024);
            stop(container);
        }
        try (Container next = engine.start(IMAGE, launch)) {
            awaitReady(next);
            aws.send("spot", warning);
            await("the repetition").atMost(SOON).until(() -> aws.depth("spot") == 0);
            assertThat(aws.messages("alerts")).isEmpty();
            assertThat(chat.naming(instance)).isOne();
            assertThat(mail.getReceivedMessages()).hasSize(1);
            say("a new container with the same volume repeats nothing");
            stop(next);
        } finally {
            engine.removeVolume(launch.volume());
        }
    }

    /** Other base images than the Dockerfile's. */
    private static Map<String, String> bases() {
        Map<String, String> bases = new HashMap<>();
        for (String name : List.of("BUILD_IMAGE", "RUNTIME_IMAGE")) {
            String image = System.getenv(name);
            if (image != null) {
                bases.put(name, image);
            }
        }
        return bases;
    }

    /** The templates of the working directory, each with an edit that does not parse. */
    private static Path brokenTemplates() throws IOException {
        Path source = Path.of("templates");
        Path broken = DIRECTORY.resolve("templates");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = broken.resolve(source.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                    Files.writeString(copy, "${broken.");
                }
            }
        }
        return broken;
    }

    /** From Java 25 on, the program runs on the image's cache of classes. */
    private static boolean usesCache(Container container, String maps) {
        int java =
                Integer.parseInt(container.exec(List.of("java", "--version")).replaceFirst("(?s)^\\D*(\\d+).*", "$1"));
        return java < 25 || maps.contains("/app/classes.aot");
    }

    private void awaitReady(Container container) {
        try {
            await("the program")
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        try {
                            return get("/observe/health/ready").startsWith("200");
                        } catch (IOException notYet) {
                            return false;
                        }
                    });
        } catch (ConditionTimeoutException never) {
            throw new IllegalStateException("the program does not start:\n" + container.output(), never);
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        var response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private static void stop(Container container) {
        int[] exit = new int[1];
        Duration stop = timed(() -> exit[0] = container.stop());
        assertThat(exit[0]).as(container.output()).isZero();
        assertThat(stop).isLessThan(Duration.ofSeconds(25));
        say("stopped with exit code 0 in %.1f s", seconds(stop));
    }

    private static Duration timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static long kilobytes(String status, String name) {
        Matcher line = Pattern.compile(name + ":\\s+(\\d+) kB").matcher(status);
        assertThat(line.find()).isTrue();
        return Long.parseLong(line.group(1));
    }

    private static void say(String format, Object... values) {
        System.out.printf("image: " + format + "%n", values);
    }
}
