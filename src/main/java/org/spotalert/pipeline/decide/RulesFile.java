package org.spotalert.pipeline.decide;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the text of a rules file. */
public final class RulesFile {

    /** Room for hundreds of windows; more is no rules file, and may be anything. */
    static final int LONGEST = 256 * 1024;

    private RulesFile() {}

    /**
     * The file's text.
     *
     * @throws java.nio.file.NoSuchFileException when there is no such file
     * @throws IllegalArgumentException when the file is larger than rules can be
     */
    public static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new IllegalArgumentException("is larger than 256 KB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
