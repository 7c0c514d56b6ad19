package org.spotalert.cli.check;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.file.LiveFile;

/**
 * Checks whether a file that people edit can be taken over.
 *
 * @param file the file, which need not exist; null for none
 * @param what it holds
 * @param reader reads its text
 */
record FileCheck(String subject, @Nullable Path file, String what, Function<String, ? extends List<?>> reader) {

    List<Finding> run() {
        if (file == null) {
            return List.of(Finding.ok(subject, "no file is named"));
        }
        try {
            int entries = reader.apply(LiveFile.text(file)).size();
            return List.of(Finding.ok(subject, file + ", " + what + ": " + entries));
        } catch (NoSuchFileException none) {
            return List.of(Finding.ok(subject, file + " is not there, and need not be"));
        } catch (IOException unreadable) {
            return List.of(refused("cannot be read: " + unreadable));
        } catch (RuntimeException wrong) {
            return List.of(refused(String.valueOf(wrong.getMessage())));
        }
    }

    private Finding refused(String reason) {
        return Finding.failed(
                subject, file + ": " + reason, "correct the file: a start with it knows none of its " + what);
    }
}
