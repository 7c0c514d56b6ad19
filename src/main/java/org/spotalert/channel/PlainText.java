package org.spotalert.channel;

/** Text from outside, made safe for one line. */
final class PlainText {

    private PlainText() {}

    /** The text without line breaks, control characters and marks that turn the direction of writing. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]+", " ")
                .strip();
    }

    /** At most this many UTF-16 units of the text, an ellipsis standing for the rest; no character is cut in two. */
    static String cut(String text, int units, String ellipsis) {
        if (text.length() <= units) {
            return text;
        }
        int end = units - ellipsis.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + ellipsis;
    }
}
