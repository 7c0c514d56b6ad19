package org.spotalert.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.cli.check.Finding.Result;
import org.spotalert.pipeline.decide.RulesText;

class FileCheckTest {

    @TempDir
    private Path directory;

    private static Finding check(@Nullable Path file) {
        return new FileCheck("rules", file, "maintenance windows", RulesText::windows)
                .run()
                .get(0);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("rules.yaml"), text);
    }

    @Test
    void goodFileIsSummedUp() throws IOException {
        Finding finding = check(file("""
                maintenance-windows:
                  - {name: patches, weekly: 'Fri 10:00-11:00', owner: jane, reason: patches}
                """));

        assertThat(finding.result()).isEqualTo(Result.OK);
        assertThat(finding.text()).endsWith("rules.yaml, maintenance windows: 1");
    }

    @Test
    void brokenFileFailsWithItsLine() throws IOException {
        Finding finding = check(file("maintenance-windows:\n  - {name: patches, weekli: 'Fri 10:00-11:00'}\n"));

        assertThat(finding.result()).isEqualTo(Result.FAILED);
        assertThat(finding.text()).contains("rules.yaml: line 2", "weekli");
        assertThat(finding.remedy()).contains("correct the file");
    }

    @Test
    void fileThatCannotBeReadFails() {
        assertThat(check(directory).result()).isEqualTo(Result.FAILED);
    }

    @Test
    void thereNeedBeNoFile() {
        assertThat(check(directory.resolve("absent.yaml")).result()).isEqualTo(Result.OK);
        assertThat(check(null).result()).isEqualTo(Result.OK);
    }
}
