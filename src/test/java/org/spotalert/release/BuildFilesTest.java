package org.spotalert.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is fetched by a build is pinned, and what the workflows run is there. */
class BuildFilesTest {

    private static final Path WORKFLOWS = Path.of(".github", "workflows");

    @TempDir
    private Path directory;

    private static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(WORKFLOWS)) {
            return files.sorted().toList();
        }
    }

    private static List<String> found(Path file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void actionsArePinnedByTheirCommits() throws IOException {
        for (Path workflow : workflows()) {
            assertThat(found(workflow, "uses: .*"))
                    .as("%s", workflow)
                    .isNotEmpty()
                    .allMatch(uses -> uses.matches("uses: actions/[a-z-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
        }
    }

    @Test
    void workflowsRunWhatIsThere() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));

        for (Path workflow : workflows()) {
            assertThat(found(workflow, "(?<=run: )\\.\\S+"))
                    .as("%s", workflow)
                    .isNotEmpty()
                    .allMatch(script -> Files.isExecutable(Path.of(script)));
            assertThat(found(workflow, "(?<= -P)\\w+"))
                    .as("%s", workflow)
                    .allMatch(profile -> pom.contains("<id>" + profile + "</id>"));
            assertThat(new ObjectMapper(new YAMLFactory())
                            .readTree(workflow.toFile())
                            .path("permissions")
                            .isObject())
                    .as("%s", workflow)
                    .isTrue();
        }
    }

    @Test
    void oldestAndNewestJdkAreTried() throws IOException {
        JsonNode ci = new ObjectMapper(new YAMLFactory())
                .readTree(WORKFLOWS.resolve("ci.yml").toFile());

        assertThat(ci.at("/jobs/verify/strategy/matrix/java"))
                .extracting(JsonNode::asInt)
                .containsExactly(17, 25);
        assertThat(ci.at("/jobs/verify/steps").findValuesAsText("run")).contains(".ci/run");
    }

    @Test
    void mavenIsPinnedByItsChecksum() throws IOException {
        assertThat(Files.readString(Path.of(".mvn/wrapper/maven-wrapper.properties")))
                .containsPattern("(?m)^distributionSha256Sum=[0-9a-f]{64}$");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void baseImagesArePinnedByTheirDigests() throws IOException, InterruptedException {
        Files.createDirectories(directory.resolve(".ci"));
        Path script = Files.copy(
                Path.of(".ci/pin-images"), directory.resolve(".ci/pin-images"), StandardCopyOption.COPY_ATTRIBUTES);
        Path dockerfile = directory.resolve("Dockerfile");
        Files.writeString(dockerfile, Files.readString(Path.of("Dockerfile")).replaceAll("@sha256:[0-9a-f]{64}", ""));
        List<String> plain = Files.readAllLines(dockerfile);

        assertThat(run(script, "--check")).contains(plain.get(0)).endsWith("exit code 1");
        for (String digest : List.of("sha256:" + "a1".repeat(32), "sha256:" + "b2".repeat(32))) {
            docker(digest);
            assertThat(run(script)).contains("eclipse-temurin:17-jdk@" + digest).endsWith("exit code 0");
            assertThat(Files.readAllLines(dockerfile))
                    .isEqualTo(plain.stream()
                            .map(line -> line.matches("ARG \\w+_IMAGE=.*") ? line + "@" + digest : line)
                            .toList());
            assertThat(run(script, "--check")).isEqualTo("exit code 0");
        }
        docker("none");
        assertThat(run(script))
                .contains("docker gives no digest of eclipse-temurin:17-jdk")
                .endsWith("exit code 1");
    }

    /** A docker that gives this digest for every image. */
    private void docker(String digest) throws IOException {
        Path docker = directory.resolve("docker");
        Files.writeString(docker, "#!/bin/sh\necho '" + digest + "'\n");
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String run(Path script, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(script.toString()), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true);
        builder.environment().merge("PATH", directory.toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said + "exit code " + process.waitFor();
    }
}
