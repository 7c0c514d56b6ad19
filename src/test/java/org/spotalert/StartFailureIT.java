package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.AppProcess;
import org.spotalert.local.FreePort;
import org.spotalert.local.Variables;

/** A start that fails ends with exit code 1 and one line; one that is asked to stop ends with 0 and without traces. */
class StartFailureIT {

    private static final Path BUILT = Path.of("target");
    private static final String NOBODY = "http://127.0.0.1:1";

    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final Map<String, String> settings = new HashMap<>();
    private final List<Process> programs = new ArrayList<>();

    @BeforeEach
    void settings() {
        settings.putAll(Variables.aws(URI.create(NOBODY)));
        settings.putAll(Variables.sns("arn:aws:sns:eu-west-1:123456789012:none"));
        settings.put("SPOT_STORE_URL", "jdbc:h2:mem:none");
        settings.put("CAMEL_MANAGEMENT_PORT", String.valueOf(FreePort.find()));
    }

    @AfterEach
    void end() {
        programs.forEach(Process::destroyForcibly);
    }

    @Test
    void portThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            settings.put("CAMEL_MANAGEMENT_PORT", String.valueOf(taken.getLocalPort()));

            assertThat(failure(List.of(), BUILT))
                    .contains("bad setting: CAMEL_MANAGEMENT_PORT (camel.management.port): nothing can listen there:"
                            + " Address already in use");
        }
    }

    @Test
    void addressOfAnotherMachine() throws Exception {
        settings.put("CAMEL_MANAGEMENT_HOST", "192.0.2.1");

        assertThat(failure(List.of(), BUILT)).contains("nothing can listen there: Cannot assign requested address");
    }

    @Test
    void memoryThatDoesNotSuffice() throws Exception {
        assertThat(failure(List.of("-Xmx12m"), BUILT)).containsAnyOf("OutOfMemoryError", "memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "HikariCP", "sqs", "camel-main", "camel-yaml-dsl", "logback-classic", "freemarker"})
    void libraryThatIsMissing(String name) throws Exception {
        copyProgram(name);

        assertThat(failure(List.of(), directory))
                .contains("1 libraries are missing, the first is ")
                .contains(name);
    }

    @Test
    void jarAlone() throws Exception {
        Files.copy(BUILT.resolve("spot-interruption-alerts.jar"), directory.resolve("spot-interruption-alerts.jar"));

        assertThat(failure(List.of(), directory)).contains("the jar needs the directory lib beside it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HikariCP", "camel-main", "camel-yaml-dsl", "slf4j-api"})
    void libraryThatIsBroken(String name) throws Exception {
        copyProgram(name);
        Path library = libraries().stream()
                .filter(file -> isOne(file, name))
                .findFirst()
                .orElseThrow();
        Files.writeString(directory.resolve("lib").resolve(library.getFileName()), "broken");

        assertThat(failure(List.of(), directory)).contains("the start has failed: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(Main) 4", "(spot-interruption-alerts) is starting", "MicrometerPrometheus", "started queue="})
    void stopDuringTheStart(String line) throws Exception {
        Process program = start(List.of(), BUILT);
        await(line).atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> output().contains(line));

        program.destroy();

        assertThat(program.waitFor()).isZero();
        assertThat(output()).doesNotContain("Exception", "\tat ");
    }

    /** Copies the program without one of its libraries. */
    private void copyProgram(String without) throws IOException {
        Files.copy(BUILT.resolve("spot-interruption-alerts.jar"), directory.resolve("spot-interruption-alerts.jar"));
        Files.createDirectory(directory.resolve("lib"));
        for (Path library : libraries()) {
            if (!isOne(library, without)) {
                Files.createSymbolicLink(
                        directory.resolve("lib").resolve(library.getFileName()), library.toAbsolutePath());
            }
        }
    }

    private static List<Path> libraries() throws IOException {
        try (Stream<Path> files = Files.list(BUILT.resolve("lib"))) {
            return files.toList();
        }
    }

    private static boolean isOne(Path library, String name) {
        return library.getFileName().toString().matches(name + "-[0-9].*");
    }

    /** The one line that a start leaves which ends with exit code 1. */
    private String failure(List<String> flags, Path built) throws Exception {
        Process program = start(flags, built);
        assertThat(program.waitFor(SOON.toSeconds(), TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        assertThat(program.exitValue()).as(output()).isOne();
        List<String> lines =
                output().lines().filter(line -> !line.contains(" INFO ")).toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("program.log"));
    }

    private Process start(List<String> flags, Path built) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        if (built.equals(BUILT)) {
            command.addAll(AppProcess.archivedClasses());
        }
        command.addAll(flags);
        command.addAll(
                List.of("-jar", built.resolve("spot-interruption-alerts.jar").toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("program.log").toFile());
        builder.environment().putAll(settings);
        Process program = builder.start();
        programs.add(program);
        return program;
    }
}
