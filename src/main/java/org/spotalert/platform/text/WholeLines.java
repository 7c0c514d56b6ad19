package org.spotalert.platform.text;

import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts a text of many lines to what a receiver takes. */
public final class WholeLines {

    private static final String LONGEST_COUNT = String.valueOf(Integer.MAX_VALUE);

    private WholeLines() {}

    /**
     * The text, or as many whole lines of it as fit and a last line that counts the others.
     *
     * @param longest the most UTF-16 units
     */
    public static String fit(String text, int longest) {
        return fit(text, longest, String::length, "");
    }

    /**
     * The text, or as many whole lines of it as fit and a last line that counts the others.
     *
     * @param longest the largest size, as {@code size} measures it
     * @param note stands at the end of the last line
     */
    public static String fit(String text, int longest, ToIntFunction<String> size, String note) {
        if (size.applyAsInt(text) <= longest) {
            return text;
        }
        List<String> lines = text.lines().toList();
        StringBuilder fitting = new StringBuilder();
        int room = longest - size.applyAsInt(count(LONGEST_COUNT, note));
        int shown = 0;
        while (shown < lines.size() && size.applyAsInt(lines.get(shown)) + 1 <= room) {
            fitting.append(lines.get(shown)).append('\n');
            room -= size.applyAsInt(lines.get(shown)) + 1;
            shown++;
        }
        return fitting.append(count(String.valueOf(lines.size() - shown), note)).toString();
    }

    private static String count(String left, String note) {
        return "and " + left + " more lines" + note + "\n";
    }
}
