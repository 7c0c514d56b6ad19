package org.spotalert.pipeline.store.jdbc;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.spotalert.platform.store.StoreSettings;

/** The file of an H2 database. It names instances and people, so that only the program's user may read it. */
final class StoreFile {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ENTERS = PosixFilePermissions.fromString("rwx------");

    private StoreFile() {}

    /** Makes the file and its directory, or takes the file from all other users. What fails is left to the driver to report. */
    static void protect(StoreSettings settings) {
        settings.file().ifPresent(StoreFile::protect);
    }

    private static void protect(Path file) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ENTERS));
            }
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
        } catch (FileAlreadyExistsException there) {
            take(file);
        } catch (IOException | UnsupportedOperationException otherwise) {
            // The driver finds out as well, or the file system knows no such permissions.
        }
    }

    private static void take(Path file) {
        try {
            if (Files.isRegularFile(file)) {
                Files.setPosixFilePermissions(file, OWNER);
            }
        } catch (IOException | UnsupportedOperationException otherwise) {
            // The file belongs to another user.
        }
    }
}
