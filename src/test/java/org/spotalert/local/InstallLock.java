package org.spotalert.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** Lets one of the processes that run the tests install a tool, while the others wait until it is there. */
final class InstallLock {

    private InstallLock() {}

    /** What the work returns, which nobody else does for the tool of this name meanwhile. */
    static synchronized <T> T alone(String name, Supplier<T> work) {
        try (FileChannel file = FileChannel.open(
                Files.createDirectories(Path.of("target")).resolve(name + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            file.lock();
            return work.get();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
