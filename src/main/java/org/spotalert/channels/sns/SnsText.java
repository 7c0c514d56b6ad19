package org.spotalert.channels.sns;

import java.nio.charset.StandardCharsets;
import org.spotalert.platform.text.WholeLines;

/** Keeps the text of an SNS message below the size that every topic takes. */
public final class SnsText {

    /**
     * The longest text in bytes of UTF-8: 256 KiB by default for body and attributes together (Publish, SNS API
     * reference), of which {@link SnsAttribute} takes 4 times 16 KiB at most, and 4 KiB are left for names and subject.
     */
    public static final int LONGEST_BYTES = 188 * 1024;

    /** The text, or as many whole lines of it as fit and a last line that counts the others. */
    public String fit(String text) {
        return WholeLines.fit(text, LONGEST_BYTES, SnsText::bytes, ", too many for SNS");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
