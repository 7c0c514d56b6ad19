package org.spotalert.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.cli.check.Finding.Result;
import org.spotalert.local.FreePort;
import org.spotalert.pipeline.store.StoreAccess;
import org.spotalert.pipeline.store.setup.Stores;
import org.spotalert.platform.store.StoreSettings;

class StoreCheckTest {

    @TempDir
    private Path directory;

    private StoreSettings file(String password) {
        return h2("file:" + directory.resolve("store"), password);
    }

    private static StoreSettings h2(String place, String password) {
        return new StoreSettings(
                "jdbc:h2:" + place,
                "sa",
                password,
                Duration.ofDays(14),
                Duration.ofDays(90),
                Duration.ofSeconds(15),
                null);
    }

    private static Finding check(StoreSettings settings) {
        return new StoreCheck(settings).run().get(0);
    }

    @Test
    void fileIsNotMade() {
        assertThat(check(file("")))
                .satisfies(finding -> assertThat(finding.result()).isEqualTo(Result.OK))
                .satisfies(finding -> assertThat(finding.text()).contains("not there yet"));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void missingDirectoriesAreMadeByTheStart() {
        assertThat(check(h2("file:" + directory.resolve("data/deep/store"), "")).result())
                .isEqualTo(Result.OK);
        assertThat(check(h2(directory.resolve("data/store") + ";TRACE_LEVEL_FILE=0", ""))
                        .result())
                .isEqualTo(Result.OK);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void directoryThatCannotBeMadeFails() throws IOException {
        Path inTheWay = Files.writeString(directory.resolve("data"), "a file");

        Finding finding = check(h2("file:" + inTheWay.resolve("deep/store"), ""));

        assertThat(finding.result()).isEqualTo(Result.FAILED);
        assertThat(finding.text()).contains(inTheWay + " is no directory");
        assertThat(finding.remedy()).contains("SPOT_STORE_URL");
    }

    @Test
    void onlyAFileHasADirectory() {
        assertThat(h2("./data/claims", "").directory()).contains(Path.of("data").toAbsolutePath());
        assertThat(h2("~/store", "").directory()).contains(Path.of(System.getProperty("user.home")));
        assertThat(h2("mem:store", "").directory()).isEmpty();
        assertThat(h2("tcp://localhost/~/store", "").directory()).isEmpty();
    }

    @Test
    void fileOfAnotherProcessIsLeftAlone() {
        try (StoreAccess running = new StoreAccess(Stores.of(file("right")), Duration.ofSeconds(20))) {
            running.open();

            // The same process may open it again, if only it knows the password.
            assertThat(check(file("right")).result()).isEqualTo(Result.OK);
            assertThat(check(file("wrong")).result()).isEqualTo(Result.FAILED);
        }
    }

    @Test
    void serverThatDoesNotAnswerFailsWithoutItsSecrets() {
        String url = "jdbc:postgresql://localhost:" + FreePort.find() + "/store?password=secret-1";

        Finding finding = check(new StoreSettings(
                url, "user", "secret-2", Duration.ofDays(14), Duration.ofDays(90), Duration.ofSeconds(15), null));

        assertThat(finding.result()).isEqualTo(Result.FAILED);
        assertThat(finding.toString()).contains("localhost").doesNotContain("secret-1", "secret-2");
        assertThat(finding.remedy()).contains("SPOT_STORE_URL");
    }
}
