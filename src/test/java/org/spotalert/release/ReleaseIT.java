package org.spotalert.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Variables;
import software.amazon.awssdk.services.sqs.model.Message;

/** The archive of a release, unpacked into an empty folder: ./mvnw -Prelease verify. */
@Tag("release")
class ReleaseIT {

    private static final Path RELEASE = Path.of("target", "release").toAbsolutePath();
    private static final Set<String> NOT_COPIED = Set.of("target", ".git", "data");

    @TempDir
    private static Path directory;

    private static Path home = Path.of("");

    @BeforeAll
    static void unpack() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("unpacked"));
        assertThat(run(folder, Map.of(), "tar", "xzf", archive().toString())).endsWith("exit code 0");
        try (Stream<Path> unpacked = Files.list(folder)) {
            home = unpacked.findFirst().orElseThrow();
        }
        Files.createDirectories(directory.resolve("empty"));
    }

    private static Path archive() throws IOException {
        try (Stream<Path> files = Files.list(RELEASE)) {
            return files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static ProcessBuilder command(Path folder, Map<String, String> environment, String... line) {
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder;
    }

    private static String run(Path folder, Map<String, String> environment, String... line)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(directory, "command", ".log");
        Process process =
                command(folder, environment, line).redirectOutput(log.toFile()).start();
        if (!process.waitFor(30, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return Files.readString(log) + "exit code " + process.waitFor();
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Test
    void checksumsAreThoseOfTheFiles() throws IOException {
        List<String> lines = Files.readAllLines(RELEASE.resolve("SHA256SUMS"));

        assertThat(lines).hasSize(2).allSatisfy(line -> {
            String[] parts = line.split(" \\*", 2);
            assertThat(sha256(RELEASE.resolve(parts[1]))).isEqualTo(parts[0]);
        });
    }

    @Test
    void billOfMaterialsAndLicencesNameEveryLibrary() throws IOException {
        JsonNode bill = new ObjectMapper().readTree(Files.readString(home.resolve("sbom.json")));
        Set<String> hashes = StreamSupport.stream(bill.path("components").spliterator(), false)
                .flatMap(component ->
                        StreamSupport.stream(component.path("hashes").spliterator(), false))
                .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
                .map(hash -> hash.path("content").asText())
                .collect(Collectors.toSet());
        List<Path> libraries;
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            libraries = files.toList();
        }

        assertThat(libraries)
                .hasSizeGreaterThan(100)
                .allSatisfy(library -> assertThat(hashes).as("%s", library).contains(sha256(library)));
        assertThat(Files.readString(home.resolve("THIRD-PARTY.txt")))
                .contains("org.apache.camel:camel-core", "software.amazon.awssdk:sqs", "ch.qos.logback:logback-classic")
                .doesNotContain("Unknown license");
    }

    @Test
    void checkSaysWhatIsMissing() throws Exception {
        String said = run(
                directory.resolve("empty"),
                Map.of("AWS_REGION", "eu-west-1"),
                home.resolve("bin/spot-alerts").toString(),
                "check");

        assertThat(said).contains("SPOT_QUEUE (spot.queue): is missing; give").endsWith("exit code 1");
    }

    @Test
    void alertIsDelivered() throws Exception {
        Path log = directory.resolve("program.log");
        try (MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint())) {
            aws.queue("spot", 5);
            aws.cluster("blue");
            aws.service("blue", "checkout", 3);
            Member member = aws.members("blue", 1).get(0);
            aws.tasks(member, "service:checkout", 1);
            Map<String, String> settings = new HashMap<>(Variables.aws(moto.endpoint()));
            settings.putAll(Variables.sns(aws.topic("alerts")));
            settings.put("CAMEL_MANAGEMENT_PORT", String.valueOf(FreePort.find()));
            settings.put("SPOT_STORE_URL", "jdbc:h2:mem:release");
            Process program = command(
                            directory.resolve("empty"),
                            settings,
                            home.resolve("bin/spot-alerts").toString())
                    .redirectOutput(log.toFile())
                    .start();
            try {
                aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));
                List<Message> alerts = await("alert")
                        .atMost(Duration.ofSeconds(60))
                        .failFast(() -> assertThat(program.isAlive())
                                .as("the program runs:\n" + Files.readString(log, StandardCharsets.UTF_8))
                                .isTrue())
                        .until(() -> aws.messages("alerts"), messages -> !messages.isEmpty());
                assertThat(alerts.get(0).body()).contains(member.instanceId(), "checkout");
                program.destroy();
                assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(program.exitValue()).isZero();
            } finally {
                program.destroyForcibly();
            }
        }
    }

    /** In another folder, at another place of the world, by somebody with other habits. */
    @Test
    void secondBuildIsTheSameToTheByte() throws Exception {
        Path copy = directory.resolve("a copy");
        copyTo(copy);
        String said = run(
                copy,
                Map.of("TZ", "Pacific/Auckland", "LC_ALL", "C", "MAVEN_OPTS", "-Duser.language=tr -Duser.country=TR"),
                "sh",
                "-c",
                "umask 077 && ./mvnw --batch-mode --no-transfer-progress --quiet -Prelease -Dmaven.test.skip=true -DskipITs package");
        assertThat(said).endsWith("exit code 0");

        Path again = copy.resolve("target/release");
        Map<String, String> first = hashes(RELEASE);
        assertThat(first.keySet()).isEqualTo(new TreeSet<>(hashes(again).keySet()));
        assertThat(hashes(again)).isEqualTo(first);
    }

    private static Map<String, String> hashes(Path release) throws IOException {
        try (Stream<Path> files = Files.list(release)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(file -> file.getFileName().toString(), ReleaseIT::sha256));
        }
    }

    private static void copyTo(Path copy) throws IOException {
        Path root = Path.of("").toAbsolutePath();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (NOT_COPIED.contains(root.relativize(folder).toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(copy.resolve(root.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!root.relativize(file).toString().equals(".git")) {
                    Files.copy(file, copy.resolve(root.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
