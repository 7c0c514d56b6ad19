package org.spotalert.channel.sns;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Keeps the text of an SNS message below the size that every topic takes. */
public final class SnsText {

    /**
     * The longest text in bytes of UTF-8: 256 KiB by default for body and attributes together (Publish, SNS API
     * reference), of which {@link SnsAttribute} takes 4 times 16 KiB at most, and 4 KiB are left for names and subject.
     */
    public static final int LONGEST_BYTES = 188 * 1024;

    private static final int ROOM_FOR_MARK = 64;

    /** The text, or as many whole lines of it as fit and a last line that counts the others. */
    public String fit(String text) {
        if (bytes(text) <= LONGEST_BYTES) {
            return text;
        }
        List<String> lines = text.lines().toList();
        StringBuilder fitting = new StringBuilder();
        int room = LONGEST_BYTES - ROOM_FOR_MARK;
        int shown = 0;
        while (shown < lines.size() && bytes(lines.get(shown)) + 1 <= room) {
            fitting.append(lines.get(shown)).append('\n');
            room -= bytes(lines.get(shown)) + 1;
            shown++;
        }
        return fitting.append("and ").append(lines.size() - shown).append(" more lines, too many for SNS") + "\n";
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
