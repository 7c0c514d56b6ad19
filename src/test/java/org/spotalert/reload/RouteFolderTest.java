package org.spotalert.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.platform.settings.RouteFolder;

/** What {@link RouteFolder} says of files that no program has loaded. */
class RouteFolderTest {

    private static final String GOOD = """
            - route:
                id: channel-good
                from:
                  uri: direct:channel-good
                  steps:
                    - to: {id: write, uri: log, parameters: {loggerName: journal}}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void channels() throws IOException {
        Files.createDirectory(folder.resolve("channels"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void filesOfTheProjectHaveNone() {
        assertThat(RouteFileScan.problems(new RouteFolder(Path.of("routes")))).isEmpty();
    }

    @Test
    void eachBrokenFileIsNamedWithItsLine() throws IOException {
        write("good.camel.yaml", GOOD);
        write("channels/bad.camel.yaml", GOOD.replace("steps:", "steps: ["));
        write("worse.camel.yaml", GOOD.replace("from:", "form:"));

        assertThat(RouteFileScan.problems(new RouteFolder(folder)))
                .satisfiesExactlyInAnyOrder(
                        bad -> assertThat(bad).startsWith("channels/bad.camel.yaml: line "),
                        worse -> assertThat(worse)
                                .startsWith("worse.camel.yaml: ")
                                .contains("form"));
        assertThat(new RouteFolder(folder).files()).hasSize(3);
    }

    @Test
    void emptyAndAbsentFoldersAreProblems() {
        assertThat(RouteFileScan.problems(new RouteFolder(folder)))
                .singleElement()
                .asString()
                .contains("no route file");
        assertThat(RouteFileScan.problems(new RouteFolder(folder.resolve("absent"))))
                .singleElement()
                .asString()
                .contains("cannot be read");
    }
}
