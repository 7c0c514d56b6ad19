package org.spotalert.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Dockerfile and .dockerignore against the tree and the build. */
class DockerfileTest {

    private static final String STAGE = "--from=build ";

    private final String dockerfile = Files.readString(Path.of("Dockerfile")).replaceAll("\\\\\n\\s*", "");
    private final List<String> context = Files.readAllLines(Path.of(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();
    private final String buildStage = dockerfile.substring(0, dockerfile.lastIndexOf("\nFROM "));
    private final String lastStage = dockerfile.substring(buildStage.length());

    DockerfileTest() throws IOException {}

    @Test
    void whatIsCopiedIsThereAndNotIgnored() {
        List<String> sources =
                copied(dockerfile).filter(source -> !source.startsWith("/")).toList();

        assertThat(sources).contains("pom.xml", "routes", "templates");
        assertThat(sources).allMatch(source -> Files.exists(Path.of(source)));
        assertThat(sources)
                .allMatch(source ->
                        context.stream().anyMatch(allowed -> Path.of(source).startsWith(allowed)));
    }

    @Test
    void whatIsNotIgnoredIsThereAndCopied() {
        assertThat(context).allMatch(allowed -> Files.exists(Path.of(allowed)));
        assertThat(context).allMatch(allowed -> copied(dockerfile).anyMatch(allowed::equals));
    }

    /** Such a path begins at the root of the stage, not at its working directory. */
    @Test
    void whatComesFromTheBuildStageIsNamedFromItsRoot() {
        List<String> sources = lastStage
                .lines()
                .filter(line -> line.startsWith("COPY " + STAGE))
                .flatMap(DockerfileTest::sources)
                .toList();

        assertThat(sources)
                .containsExactlyInAnyOrder(
                        "/build/target/lib",
                        "/build/target/hawtio-static",
                        "/build/target/spot-interruption-alerts.jar");
        assertThat(buildStage).contains("WORKDIR /build\n");
    }

    @Test
    void buildStageHasEverythingThatGoesIntoTheJar() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String resources = pom.substring(pom.indexOf("<resources>"), pom.indexOf("</resources>"));
        Stream<String> directories = Pattern.compile("<directory>(?!\\$)(.+)</directory>|<include>(.+)</include>")
                .matcher(resources)
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1));

        assertThat(directories)
                .contains("templates", "application.properties")
                .allMatch(resource ->
                        copied(buildStage).anyMatch(copy -> Path.of(resource).startsWith(copy)));
    }

    @Test
    void startReadsTheFileOfFlags() {
        assertThat(copied(lastStage)).contains("src/main/docker/jvm.options");
        assertThat(lastStage).containsPattern("ENTRYPOINT \\[\"java\", \"@jvm.options\"");
    }

    private static Stream<String> copied(String stage) {
        return stage.lines().filter(line -> line.startsWith("COPY ")).flatMap(DockerfileTest::sources);
    }

    private static Stream<String> sources(String copy) {
        String[] words = copy.replace(STAGE, "").split(" ");
        return Stream.of(words).skip(1).limit(words.length - 2L);
    }
}
