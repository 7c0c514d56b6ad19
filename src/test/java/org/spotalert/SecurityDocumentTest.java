package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SECURITY.md names, for each advisory, a component that is shipped and a test that there is. */
class SecurityDocumentTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (CVE-2026-\\d+) \\| ([a-z0-9-]+) \\|.*\\| `(\\w+)` \\|$");

    @Test
    void everyAdvisoryHasATest() throws IOException {
        List<MatchResult> rows =
                ROW.matcher(Files.readString(Path.of("SECURITY.md"))).results().toList();
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }

        assertThat(rows)
                .extracting(row -> row.group(1))
                .contains(
                        "CVE-2026-46456",
                        "CVE-2026-78164",
                        "CVE-2026-84176",
                        "CVE-2026-33454",
                        "CVE-2026-59230",
                        "CVE-2026-85314",
                        "CVE-2026-56140");
        assertThat(rows).allSatisfy(row -> {
            assertThat(tests).contains(row.group(3) + ".java");
            assertThat(Files.readString(Path.of("pom.xml")))
                    .contains("<artifactId>" + row.group(2).replace("-vertx", "-main") + "</artifactId>");
        });
    }
}
