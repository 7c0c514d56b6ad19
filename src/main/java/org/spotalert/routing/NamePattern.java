package org.spotalert.routing;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A name in which {@code *} stands for any characters and {@code ?} for any one; upper and lower case differ.
 *
 * @param text the pattern as it was given
 * @param regex the same as a regular expression
 */
record NamePattern(String text, Pattern regex) {

    static NamePattern of(String text) {
        String regex = text.codePoints()
                .mapToObj(point -> switch (point) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(point));
                })
                .collect(Collectors.joining());
        return new NamePattern(text, Pattern.compile(regex, Pattern.DOTALL));
    }

    /** Whether the whole name is like this. */
    boolean matches(String name) {
        return regex.matcher(name).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
