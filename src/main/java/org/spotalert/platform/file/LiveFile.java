package org.spotalert.platform.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries of a file that may be edited, made and deleted while the program runs. A file that cannot be read or understood
 * changes nothing.
 */
public final class LiveFile<T> {

    private static final Logger LOG = LoggerFactory.getLogger(LiveFile.class);
    /** In bytes, room for hundreds of entries; a larger file may be anything. */
    private static final int LONGEST = 256 * 1024;

    private final String name;
    private final @Nullable Path file;
    private final Function<String, List<T>> reader;
    private final AtomicReference<Version<T>> version = new AtomicReference<>(new Version<>(null, List.of(), null));

    /** A version of the file, with the entries of the last good one; without a text when there is no file. */
    private record Version<T>(
            @Nullable String text,
            List<T> entries,
            @Nullable String problem) {}

    /**
     * Reads nothing yet.
     *
     * @param name what readers call it, such as {@code rules file}
     * @param file the file, which need not exist; null for none
     * @param reader reads its text; an IllegalArgumentException says what is wrong with it
     */
    public LiveFile(String name, @Nullable Path file, Function<String, List<T>> reader) {
        this.name = name;
        this.file = file;
        this.reader = reader;
    }

    public List<T> entries() {
        return current().entries();
    }

    /** What is wrong with the file, for a reader; nothing when it holds. */
    public Optional<String> problem() {
        return Optional.ofNullable(current().problem());
    }

    /** What health says of the file; nothing when it holds. */
    public Optional<String> warning() {
        return problem().map(("the " + name + " is refused, its last good version holds: ")::concat);
    }

    private Version<T> current() {
        return Objects.requireNonNull(version.get());
    }

    public void reload() {
        Version<T> before = current();
        Version<T> after = read(before);
        version.set(after);
        if (after.problem() != null && !after.problem().equals(before.problem())) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", after.problem())
                    .log(name + " refused, its last good version holds");
        } else if (after.problem() == null && !after.equals(before)) {
            LOG.atInfo()
                    .addKeyValue("file", file)
                    .addKeyValue("entries", after.entries().size())
                    .log(name + " holds");
        }
    }

    private Version<T> read(Version<T> before) {
        if (file == null) {
            return before;
        }
        try {
            String text = text(file);
            return text.equals(before.text())
                    ? new Version<>(text, before.entries(), null)
                    : new Version<>(text, List.copyOf(reader.apply(text)), null);
        } catch (NoSuchFileException none) {
            return new Version<>(null, List.of(), null);
        } catch (RuntimeException wrong) {
            return new Version<>(before.text(), before.entries(), String.valueOf(wrong.getMessage()));
        } catch (IOException unreadable) {
            return new Version<>(before.text(), before.entries(), "cannot be read: " + unreadable);
        }
    }

    /**
     * The text of such a file.
     *
     * @throws NoSuchFileException when there is no such file
     * @throws IllegalArgumentException when the file is too large
     */
    public static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new IllegalArgumentException("is larger than 256 KB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
