package org.spotalert.decide;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A name, or a pattern of names: {@code *} stands for any characters, {@code ?} for one.
 *
 * @param text the pattern; for services {@code SERVICE}, or {@code CLUSTER/SERVICE} with the cluster's short name
 */
public record NamePattern(String text) {

    /** What names of accounts, Regions, clusters, services and task groups are made of, and the two wildcards. */
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_.:/*?-]{1,255}");

    public NamePattern {
        if (!ALLOWED.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not a name or pattern; give letters, digits, - and _, with * and ? as wildcards");
        }
    }

    /**
     * The patterns of a text, separated by commas.
     *
     * @throws IllegalArgumentException naming the one that is none
     */
    public static List<NamePattern> list(String text) {
        return Stream.of(text.split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .map(NamePattern::new)
                .toList();
    }

    /** Whether the whole name fits. */
    public boolean matches(String name) {
        String expression = Pattern.quote(text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.matches(expression, name);
    }

    /** Whether this names the service, in this cluster if it names one. */
    boolean matchesService(String cluster, String service) {
        return matches(text.contains("/") ? cluster + "/" + service : service);
    }

    @Override
    public String toString() {
        return text;
    }
}
