package org.spotalert.pipeline.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.pipeline.store.StoreAccess;
import org.spotalert.pipeline.store.setup.Stores;
import org.spotalert.platform.store.StoreSettings;

/** The file of an H2 database: who may read it, and what is said when it cannot be used. */
class StoreFileTest {

    @TempDir
    private Path directory;

    private StoreAccess database(Path file) {
        return new StoreAccess(
                Stores.of(new StoreSettings(
                        "jdbc:h2:file:" + file,
                        null,
                        null,
                        Duration.ofDays(14),
                        Duration.ofDays(90),
                        Duration.ofSeconds(15),
                        null)),
                Duration.ZERO);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void onlyTheProgramsUserReadsIt() throws IOException {
        Path file = directory.resolve("data/deep/store");
        try (StoreAccess database = database(file)) {
            database.open();

            assertThat(database.warning()).isEmpty();
        }
        assertThat(permissions(file.resolveSibling("store.mv.db"))).isEqualTo("rw-------");
        assertThat(permissions(directory.resolve("data/deep"))).isEqualTo("rwx------");
    }

    @Test
    void fileOfAnOlderVersionIsTakenFromTheOthers() throws IOException {
        Path file = directory.resolve("store.mv.db");
        try (StoreAccess old = database(directory.resolve("store"))) {
            old.open();
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        try (StoreAccess database = database(directory.resolve("store"))) {
            database.open();

            assertThat(database.warning()).isEmpty();
        }
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void fileInPlaceOfTheDirectoryIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        try (StoreAccess database = database(file.resolve("store"))) {
            database.open();

            assertThat(database.warning())
                    .hasValueSatisfying(warning ->
                            assertThat(warning).endsWith("alerts may be repeated: " + file + " is no directory"));
        }
    }

    @Test
    void damagedFileIsNamed() throws IOException {
        Files.write(directory.resolve("store.mv.db"), new byte[5000]);

        try (StoreAccess database = database(directory.resolve("store"))) {
            database.open();

            assertThat(database.warning())
                    .hasValueSatisfying(warning ->
                            assertThat(warning).doesNotContain("null").contains("the file is damaged"));
        }
    }

    /** The user of the tests may be root, who may write everywhere. */
    @Test
    void rightThatIsMissingIsNamed() {
        assertThat(JdbcStore.describe(new RuntimeException(new AccessDeniedException("/data/claims.mv.db"))))
                .isEqualTo("the program's user may not write /data/claims.mv.db");
    }

    @Test
    void addressThatTheDriverDoesNotUnderstandIsRefusedWithoutItsSecrets() {
        assertThatThrownBy(() -> StoreSettings.checkedUrl("jdbc:postgresql://host:port/db?password=secret"))
                .hasMessage("is no address that the driver understands");
    }
}
