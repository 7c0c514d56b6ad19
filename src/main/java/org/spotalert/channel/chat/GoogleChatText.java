package org.spotalert.channel.chat;

/** Escapes text from outside for the two places of a Google Chat message that read markup. */
final class GoogleChatText {

    private static final char ZERO_WIDTH_SPACE = '\u200B';

    private GoogleChatText() {}

    /** For {@code text}: no mention ({@code <users/all>}), no link ({@code <url|label>}) and no formatting begins. */
    static String plain(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            safe.append(c);
            if ("<*_~`".indexOf(c) >= 0) {
                safe.append(ZERO_WIDTH_SPACE);
            }
        }
        return safe.toString();
    }

    /** For cards, which read a subset of HTML. */
    static String card(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
