package org.spotalert.platform.text;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Keys by which other systems find again what they received; the same text always makes the same key. */
public final class StableKey {

    private StableKey() {}

    /**
     * The text with a hyphen for everything that is not a letter, a digit or one of {@code . _ / -}, so that it needs no
     * escaping in any query.
     *
     * @param longest the most characters; of a longer text the fingerprint takes its place
     */
    public static String of(String text, int longest) {
        String key = text.replaceAll("[^A-Za-z0-9._/-]", "-");
        return key.length() <= longest ? key : fingerprint(text);
    }

    /** 36 characters that stand for the text. */
    public static String fingerprint(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
