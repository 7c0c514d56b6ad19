package org.spotalert.model;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** How names of a kind are written, the wildcards of patterns included. */
public enum NameKind {
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

    NameKind(String possible, String right) {
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
