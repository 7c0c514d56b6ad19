package org.spotalert.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(new RouteFolder(Path.of("routes")).problems()).isEmpty();
    }

    @Test
    void eachBrokenFileIsNamedWithItsLine() throws IOException {
        write("good.camel.yaml", GOOD);
        write("channels/bad.camel.yaml", GOOD.replace("steps:", "steps: ["));
        write("worse.camel.yaml", GOOD.replace("from:", "form:"));

        assertThat(new RouteFolder(folder).problems())
                .satisfiesExactlyInAnyOrder(
                        bad -> assertThat(bad).startsWith("channels/bad.camel.yaml: line "),
                        worse -> assertThat(worse)
                                .startsWith("worse.camel.yaml: ")
                                .contains("form"));
        assertThat(new RouteFolder(folder).size()).isEqualTo(3);
    }

    @Test
    void emptyAndAbsentFoldersAreProblems() {
        assertThat(new RouteFolder(folder).problems())
                .singleElement()
                .asString()
                .contains("no route file");
        assertThat(new RouteFolder(folder.resolve("absent")).problems())
                .singleElement()
                .asString()
                .contains("cannot be read");
    }
}
