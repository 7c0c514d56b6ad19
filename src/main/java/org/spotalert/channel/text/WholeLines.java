package org.spotalert.channel.text;

import java.util.List;

/** Cuts a text of many lines to what a receiver takes. */
public final class WholeLines {

    private static final int ROOM_FOR_MARK = 32;

    private WholeLines() {}

    /**
     * The text, or as many whole lines of it as fit and a last line that counts the others.
     *
     * @param longest the most UTF-16 units
     */
    public static String fit(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        List<String> lines = text.lines().toList();
        StringBuilder fitting = new StringBuilder();
        int shown = 0;
        while (shown < lines.size() && fitting.length() + lines.get(shown).length() + 1 <= longest - ROOM_FOR_MARK) {
            fitting.append(lines.get(shown)).append('\n');
            shown++;
        }
        return fitting.append("and ")
                .append(lines.size() - shown)
                .append(" more lines\n")
                .toString();
    }
}
