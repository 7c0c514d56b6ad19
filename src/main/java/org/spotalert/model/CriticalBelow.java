package org.spotalert.model;

import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The share of its desired tasks below which a service is in danger, in percent. The service's own tag counts more than the
 * setting.
 */
public final class CriticalBelow {

    /** The key of the service's tag. */
    public static final String TAG = "spot-alerts:critical-below";
    /** The setting's default. */
    public static final int DEFAULT = 50;

    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})\\s?%?");
    private static final int ALL = 100;

    private CriticalBelow() {}

    /**
     * Reads {@code 50%} or {@code 50}.
     *
     * @throws IllegalArgumentException when the text is no share from 0 to 100
     */
    public static int parse(String text) {
        return read(text)
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is not a share from 0% to 100%"));
    }

    /** The share of the service's tag; empty when the tag is missing or no share. */
    static OptionalInt tagged(Map<String, String> tags) {
        return read(tags.getOrDefault(TAG, ""));
    }

    private static OptionalInt read(String text) {
        Matcher percent = PERCENT.matcher(text.strip());
        int share = percent.matches() ? Integer.parseInt(percent.group(1)) : ALL + 1;
        return share > ALL ? OptionalInt.empty() : OptionalInt.of(share);
    }
}
