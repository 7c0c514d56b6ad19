package org.spotalert.pipeline.decide;

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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.MaintenanceWindow;

/**
 * The maintenance windows of the settings and of the rules file, which may be edited, made and deleted while the program
 * runs. A file that cannot be read or understood changes nothing.
 */
public final class LiveRules {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRules.class);
    /** In bytes, room for hundreds of windows; more is no rules file, and may be anything. */
    private static final int LONGEST = 256 * 1024;

    private final @Nullable Path file;
    private final List<MaintenanceWindow> fixed;
    private final RulesText reader = new RulesText();
    private final AtomicReference<Version> version;

    /**
     * A version of the file.
     *
     * @param text null when there is no file
     * @param windows those of the last good version
     * @param problem what is wrong with this one; null when nothing is
     */
    private record Version(
            @Nullable String text,
            List<MaintenanceWindow> windows,
            @Nullable String problem) {}

    /**
     * Reads nothing yet.
     *
     * @param file the rules file, which need not exist; null for none
     * @param fixed the windows of the settings
     */
    public LiveRules(@Nullable Path file, List<MaintenanceWindow> fixed) {
        this.file = file;
        this.fixed = List.copyOf(fixed);
        this.version = new AtomicReference<>(new Version(null, List.of(), null));
    }

    /** The windows that hold now. */
    public List<MaintenanceWindow> windows() {
        return Stream.concat(fixed.stream(), current().windows().stream()).toList();
    }

    /** What is wrong with the file, for a reader; nothing when it holds. */
    public Optional<String> problem() {
        return Optional.ofNullable(current().problem());
    }

    /** What health says of the file; nothing when it holds. */
    public Optional<String> warning() {
        return problem().map("the rules file is refused, its last good version holds: "::concat);
    }

    private Version current() {
        return Objects.requireNonNull(version.get());
    }

    /** Takes over the file if it has changed. */
    public void reload() {
        Version before = current();
        Version after = read(before);
        version.set(after);
        if (after.problem() != null && !after.problem().equals(before.problem())) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", after.problem())
                    .log("rules file refused, its last good version holds");
        } else if (after.problem() == null && !after.equals(before)) {
            LOG.atInfo()
                    .addKeyValue("file", file)
                    .addKeyValue("windows", after.windows().size())
                    .log("rules file holds");
        }
    }

    private Version read(Version before) {
        if (file == null) {
            return before;
        }
        try {
            String text = text(file);
            return text.equals(before.text())
                    ? new Version(text, before.windows(), null)
                    : new Version(text, reader.windows(text), null);
        } catch (NoSuchFileException none) {
            return new Version(null, List.of(), null);
        } catch (RuntimeException wrong) {
            return new Version(before.text(), before.windows(), String.valueOf(wrong.getMessage()));
        } catch (IOException unreadable) {
            return new Version(before.text(), before.windows(), "cannot be read: " + unreadable);
        }
    }

    /**
     * The text of a rules file.
     *
     * @throws NoSuchFileException when there is no such file
     * @throws IllegalArgumentException when the file is larger than rules can be
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
