package org.spotalert.channel.chat;

/** Escapes text from outside for Slack (formatting text for app surfaces, Slack API documentation). */
final class SlackText {

    private static final char ZERO_WIDTH_SPACE = '\u200B';

    private SlackText() {}

    /** No mention ({@code <!channel>}, {@code <@U1>}) and no link begins. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** For {@code mrkdwn}: no bold, struck or code passage begins either; an underscore within a name begins none. */
    static String markup(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            safe.append(c);
            if ("*~`".indexOf(c) >= 0) {
                safe.append(ZERO_WIDTH_SPACE);
            }
        }
        return escape(safe.toString());
    }
}
