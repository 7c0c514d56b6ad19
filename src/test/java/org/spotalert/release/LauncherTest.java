package org.spotalert.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The release's launcher, with a Java that only says how it was called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    @TempDir
    private Path directory;

    private Path home = Path.of("");
    private Path caller = Path.of("");

    @BeforeEach
    void unpack() throws IOException {
        directory = directory.toRealPath();
        home = Files.createDirectories(directory.resolve("a release"));
        caller = Files.createDirectories(directory.resolve("elsewhere"));
        Files.createDirectories(home.resolve("bin"));
        Files.copy(Path.of("src/release/bin/spot-alerts"), launcher());
    }

    private Path launcher() {
        return home.resolve("bin/spot-alerts");
    }

    /** A JAVA_HOME of this version. */
    private Path java(String version) throws IOException {
        Path jdk = directory.resolve("jdk-" + version);
        Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\nif [ \"$1\" = -version ]; then echo 'openjdk version \"" + version
                        + "\" 2025-04-15' >&2; exit; fi\npwd\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return jdk;
    }

    private List<String> run(Path command, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("sh", command.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(caller.toFile()).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(environment);
        Process process = builder.start();
        List<String> said = new ArrayList<>(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList());
        said.add("exit code " + process.waitFor());
        return said;
    }

    private List<String> run(String... arguments) throws IOException, InterruptedException {
        return run(launcher(), Map.of("JAVA_HOME", java("17.0.15").toString()), arguments);
    }

    private List<String> started(Path in, String... arguments) {
        List<String> line = new ArrayList<>(
                List.of(in.toString(), "@" + home + "/jvm.options", "-jar", home + "/spot-interruption-alerts.jar"));
        line.addAll(List.of(arguments));
        line.add("exit code 0");
        return line;
    }

    @Test
    void programRunsInItsOwnFolderWithItsOptions() throws IOException, InterruptedException {
        assertThat(run()).isEqualTo(started(home));
        assertThat(run("silence", "add", "--reason", "a * and 'quotes'"))
                .isEqualTo(started(home, "silence", "add", "--reason", "a * and 'quotes'"));
    }

    @Test
    void linkToItStartsTheSame() throws IOException, InterruptedException {
        Path links = Files.createDirectories(directory.resolve("links"));
        Files.createSymbolicLink(links.resolve("first"), Path.of("../a release/bin/spot-alerts"));
        Files.createSymbolicLink(links.resolve("second"), links.resolve("first"));

        assertThat(run(links.resolve("second"), Map.of("JAVA_HOME", java("25").toString()), "check"))
                .isEqualTo(started(home, "check"));
    }

    @Test
    void folderWithSettingsAndRoutesOfItsOwnIsWorkedIn() throws IOException, InterruptedException {
        Files.createFile(caller.resolve("application.properties"));
        assertThat(run()).as("without routes").isEqualTo(started(home));
        Files.createDirectories(caller.resolve("routes"));

        assertThat(run("explain", "event.json")).isEqualTo(started(caller, "explain", "event.json"));
    }

    @Test
    void filesOfACommandAreTheCallers() throws IOException, InterruptedException {
        assertThat(run("explain", "event.json", "--save", "answers", "--output=out.html"))
                .isEqualTo(started(
                        home,
                        "explain",
                        caller + "/event.json",
                        "--save",
                        caller + "/answers",
                        "--output=" + caller + "/out.html"));
        assertThat(run("explain", "/tmp/event.json", "--offline", "/tmp/answers", "--output=/tmp/out", "--json"))
                .isEqualTo(started(
                        home,
                        "explain",
                        "/tmp/event.json",
                        "--offline",
                        "/tmp/answers",
                        "--output=/tmp/out",
                        "--json"));
        assertThat(run("render", "-", "--channel", "sns")).isEqualTo(started(home, "render", "-", "--channel", "sns"));
    }

    @ParameterizedTest
    @CsvSource({"11.0.28, 11", "1.8.0_462, 1", "16, 16"})
    void oldJavaIsNamed(String version, String named) throws IOException, InterruptedException {
        String javaHome = java(version).toString();

        assertThat(run(launcher(), Map.of("JAVA_HOME", javaHome)))
                .containsExactly(
                        "spot-alerts: " + javaHome + "/bin/java is Java " + named
                                + "; install Java 17 or newer, or name its folder in JAVA_HOME",
                        "exit code 1");
    }

    @Test
    void missingJavaIsSaid() throws IOException, InterruptedException {
        assertThat(run(launcher(), Map.of("JAVA_HOME", directory.toString())))
                .containsExactly(
                        "spot-alerts: cannot find " + directory + "/bin/java; install Java 17 or newer, and put it on"
                                + " the PATH or name its folder in JAVA_HOME",
                        "exit code 1");
    }
}
