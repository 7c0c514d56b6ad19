package org.spotalert.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesCheckTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void copyOfTheReal() throws IOException {
        Path real = Path.of("templates");
        try (Stream<Path> files = Files.walk(real)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = folder.resolve(real.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private List<String> check() {
        return new TemplatesCheck(folder, Clock.systemUTC())
                .run().stream().map(TemplatesCheckTest::line).toList();
    }

    private static String line(Finding finding) {
        return finding.subject() + " " + finding.result() + " " + finding.text() + " -> " + finding.remedy();
    }

    @Test
    void templatesThatComeWithTheProgramAreRendered() {
        assertThat(check()).containsExactly("templates ok 8 files are rendered with sample alerts -> ");
    }

    @Test
    void templateThatParsesAndCannotBeRenderedIsFound() throws IOException {
        Files.writeString(folder.resolve("message.md.ftl"), "${body.headline}\n${body.nothing}\n");
        Files.writeString(folder.resolve("own.txt.ftl"), "<#if body.resolution>${body.gone}</#if>");

        assertThat(check())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("templates failed own.txt.ftl fails in line 1 of own.txt.ftl: ")
                        && line.endsWith(" -> correct the file: a channel that renders it would fail"))
                .anyMatch(line -> line.startsWith("templates warning message.md.ftl fails in line 2 of")
                        && line.endsWith(" -> correct the file: until then the built-in template is used"));
    }
}
