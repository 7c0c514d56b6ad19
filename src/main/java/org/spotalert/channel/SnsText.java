package org.spotalert.channel;

import java.nio.charset.StandardCharsets;

/** Keeps the text of an SNS message below the size that every topic takes. */
public final class SnsText {

    /**
     * The longest text in bytes of UTF-8: 256 KiB by default for body and attributes together (Publish, SNS API
     * reference), of which 4 KiB are left to subject and attributes.
     */
    public static final int LONGEST_BYTES = 252 * 1024;

    private static final String MARK = "\n(cut: the message was too long for SNS)";

    /** The text, or as many whole characters of it as fit and a last line that says so. */
    public String fit(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES) {
            return text;
        }
        int room = LONGEST_BYTES - MARK.length();
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            room -= Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            if (room < 0) {
                break;
            }
            end += Character.charCount(point);
        }
        return text.substring(0, end) + MARK;
    }
}
