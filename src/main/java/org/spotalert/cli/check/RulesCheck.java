package org.spotalert.cli.check;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spotalert.pipeline.decide.LiveRules;
import org.spotalert.pipeline.decide.RulesText;

/** Checks whether the rules file can be taken over. */
public final class RulesCheck {

    private static final String SUBJECT = "rules";

    private final @Nullable Path file;

    /**
     * @param file the rules file, which need not exist; null for none
     */
    public RulesCheck(@Nullable Path file) {
        this.file = file;
    }

    /** Whether it is there, and holds what the program understands. */
    public List<Finding> run() {
        if (file == null) {
            return List.of(Finding.ok(SUBJECT, "no file is named"));
        }
        try {
            int windows = new RulesText().windows(LiveRules.text(file)).size();
            return List.of(Finding.ok(SUBJECT, file + ", maintenance windows: " + windows));
        } catch (NoSuchFileException none) {
            return List.of(Finding.ok(SUBJECT, file + " is not there, and need not be"));
        } catch (IOException unreadable) {
            return List.of(refused("cannot be read: " + unreadable));
        } catch (RuntimeException wrong) {
            return List.of(refused(String.valueOf(wrong.getMessage())));
        }
    }

    private Finding refused(String reason) {
        return Finding.failed(
                SUBJECT,
                file + ": " + reason,
                "correct the file: a start with it knows none of its maintenance windows");
    }
}
