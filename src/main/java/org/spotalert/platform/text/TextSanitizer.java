package org.spotalert.platform.text;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Text from outside made fit for one line of a message. Names and tags are written by anyone: they may hold line
 * breaks, characters that turn the reading direction, halves of surrogate pairs, or 64 KB of anything.
 */
public final class TextSanitizer {

    /** What stands where a value is not known. */
    public static final String UNKNOWN = "unknown";

    private static final int LONGEST_VALUE = 256;
    /** What one character becomes at most, in any of the formats: six for a quotation mark in HTML. */
    private static final int LONGEST_ESCAPE = 6;

    private TextSanitizer() {}

    /** The value on one line, at most 256 UTF-16 units long; {@code unknown} when there is nothing to read. */
    public static String orUnknown(@Nullable String value) {
        String line = value == null ? "" : line(value);
        return line.isEmpty() ? UNKNOWN : line;
    }

    /** The value on one line, at most 256 UTF-16 units long. */
    public static String line(String value) {
        return cut(oneLine(value, LONGEST_VALUE + 1), LONGEST_VALUE);
    }

    /** The text without line breaks, control characters and direction marks, each run of spaces made one space. */
    public static String oneLine(String text) {
        return oneLine(text, Integer.MAX_VALUE);
    }

    /** Reads no further than what makes the line longer than {@code enough}. */
    private static String oneLine(String text, int enough) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST_VALUE));
        int at = 0;
        while (at < text.length() && line.length() <= enough) {
            int point = text.codePointAt(at);
            append(line, point);
            at += Character.charCount(point);
        }
        return line.toString().strip();
    }

    /** The text cut to so many UTF-16 units, an ellipsis in the last place, no surrogate pair torn apart. */
    public static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }

    /** The text escaped, cut as far as is needed for the escaped text to have so many UTF-16 units. */
    public static String cut(String text, int longest, UnaryOperator<String> escape) {
        int most = longest;
        String escaped = escape.apply(cut(text, most));
        while (escaped.length() > longest) {
            most -= Math.max(1, (escaped.length() - longest) / LONGEST_ESCAPE);
            escaped = escape.apply(cut(text, most));
        }
        return escaped;
    }

    private static void append(StringBuilder line, int point) {
        if (isSpace(point)) {
            if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        } else if (Character.getType(point) == Character.SURROGATE) {
            line.append('\uFFFD');
        } else if (!turnsDirection(point)) {
            line.appendCodePoint(point);
        }
    }

    private static boolean isSpace(int point) {
        return Character.isISOControl(point) || Character.isWhitespace(point) || Character.isSpaceChar(point);
    }

    /** The explicit formatting characters of the Unicode Bidirectional Algorithm (UAX 9, section 2). */
    private static boolean turnsDirection(int point) {
        return point == 0x061C
                || point == 0x200E
                || point == 0x200F
                || (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069);
    }
}
