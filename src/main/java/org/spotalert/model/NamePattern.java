package org.spotalert.model;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A name, or a pattern of names: {@code *} stands for any characters, {@code ?} for any one; upper and lower case differ.
 * Two are equal when their texts are.
 */
public record NamePattern(String text) {

    /** What names of accounts, Regions, clusters, services and task groups are made of, and the two wildcards. */
    private static final Pattern AWS_NAME = Pattern.compile("[A-Za-z0-9_.:/*?-]{1,255}");

    /**
     * The pattern of names that AWS allows for accounts, Regions, clusters, services and task groups.
     *
     * @param text the pattern; for services {@code SERVICE}, or {@code CLUSTER/SERVICE} with the cluster's short name
     * @throws IllegalArgumentException when no such name can be like the text
     */
    public static NamePattern ofAwsName(String text) {
        if (!AWS_NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not a name or pattern; give letters, digits, - and _, with * and ? as wildcards");
        }
        return new NamePattern(text);
    }

    /**
     * The patterns of AWS's names in a text, separated by commas.
     *
     * @throws IllegalArgumentException naming the one that is none
     */
    public static List<NamePattern> list(String text) {
        return Stream.of(text.split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .map(NamePattern::ofAwsName)
                .toList();
    }

    /** The text of these patterns, which {@link #list} reads. */
    public static String text(List<NamePattern> patterns) {
        return patterns.stream().map(NamePattern::text).collect(Collectors.joining(","));
    }

    /**
     * Whether the whole name fits. Where it does not, only the last {@code *} is tried with one character more: a regular
     * expression would try them all, and takes for ever over a few of them and a long name.
     */
    public boolean matches(String name) {
        int[] pattern = text.codePoints().toArray();
        int[] points = name.codePoints().toArray();
        int at = 0;
        int in = 0;
        int star = -1;
        int starAt = 0;
        while (at < points.length) {
            if (in < pattern.length && pattern[in] == '*') {
                star = in++;
                starAt = at;
            } else if (in < pattern.length && (pattern[in] == '?' || pattern[in] == points[at])) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (in < pattern.length && pattern[in] == '*') {
            in++;
        }
        return in == pattern.length;
    }

    /** Whether this names the service, in this cluster if it names one. */
    public boolean matchesService(String cluster, String service) {
        return matches(text.contains("/") ? cluster + "/" + service : service);
    }

    @Override
    public String toString() {
        return text;
    }

    /** How names of a kind are written, the wildcards of patterns included. */
    public enum Kind {
        /** In any way: the values of tags. */
        FREE(".*", ""),
        ACCOUNT("[0-9*?]+", "an account is 12 digits"),
        REGION("[a-z0-9*?-]+", "a Region is written like eu-west-1"),
        CLUSTER(
                "[A-Za-z0-9_*?-]+",
                "a cluster's short name has letters, digits, - and _ only; of an ARN give account, Region "
                        + "and the name after cluster/ apart"),
        /** A service, or {@code CLUSTER/SERVICE}. */
        CLUSTER_SERVICE(
                "([A-Za-z0-9_*?-]+/)?[A-Za-z0-9_*?-]+",
                "a service is SERVICE, or CLUSTER/SERVICE with the cluster's short name; give an ARN's last part"),
        SERVICE(
                "[A-Za-z0-9_*?-]+",
                "a service's name has letters, digits, - and _ only; for CLUSTER/SERVICE write cluster=CLUSTER, "
                        + "service=SERVICE");

        private final Pattern possible;
        private final String right;

        Kind(String possible, String right) {
            this.possible = Pattern.compile(possible, Pattern.DOTALL);
            this.right = right;
        }

        /**
         * Reads patterns of names of this kind.
         *
         * @throws IllegalArgumentException saying which of them no name can be like, and what would be right
         */
        public List<NamePattern> patterns(Collection<String> texts) {
            List<String> names = texts.stream()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
            names.forEach(this::check);
            return names.stream().map(NamePattern::new).toList();
        }

        /**
         * Makes sure that a value can be like the pattern.
         *
         * @throws IllegalArgumentException saying what would be right
         */
        public void check(String pattern) {
            if (!possible.matcher(pattern).matches()) {
                throw new IllegalArgumentException(
                        "nothing can be like \"" + pattern + "\": " + right + "; * and ? are wildcards");
            }
        }
    }
}
