package org.spotalert.channels.googlechat;

/** Escapes text from outside for the two places of a Google Chat message. */
final class GoogleChatText {

    private GoogleChatText() {}

    /** For {@code fallbackText}, which is plain: should it ever be read as text, no mention ({@code <users/all>}) begins. */
    static String plain(String text) {
        return text.replace('<', '\u2039');
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
