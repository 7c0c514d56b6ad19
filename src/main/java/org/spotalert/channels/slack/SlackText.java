package org.spotalert.channels.slack;

/** Escapes text from outside for Slack (formatting text for app surfaces, Slack API documentation). */
final class SlackText {

    private SlackText() {}

    /** No mention ({@code <!channel>}, {@code <@U1>}) and no link begins. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * For {@code mrkdwn}: no bold, struck or code passage begins either, and an underscore within a name begins none. Signs
     * that look alike are seen; an invisible one would be copied with a name.
     */
    static String markup(String text) {
        return escape(text.replace('*', '\u2217').replace('~', '\u223C').replace('`', '\u02CB'));
    }
}
