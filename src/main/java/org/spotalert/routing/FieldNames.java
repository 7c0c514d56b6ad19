package org.spotalert.routing;

import java.util.regex.Pattern;

/** How the values of a field are written, the wildcards of patterns included. */
enum FieldNames {
    /** In any way: the values of tags. */
    FREE(".*", ""),
    ACCOUNT("[0-9*?]+", "an account is 12 digits"),
    REGION("[a-z0-9*?-]+", "a Region is written like eu-west-1"),
    CLUSTER(
            "[A-Za-z0-9_*?-]+",
            "a cluster's short name has letters, digits, - and _ only; for an ARN write account=..., "
                    + "region=..., cluster=NAME"),
    SERVICE(
            "[A-Za-z0-9_*?-]+",
            "a service's name has letters, digits, - and _ only; for CLUSTER/SERVICE write cluster=CLUSTER, "
                    + "service=SERVICE");

    private final Pattern possible;
    private final String right;

    FieldNames(String possible, String right) {
        this.possible = Pattern.compile(possible, Pattern.DOTALL);
        this.right = right;
    }

    /**
     * Makes sure that a value can be like the pattern.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    void check(String pattern) {
        if (!possible.matcher(pattern).matches()) {
            throw new IllegalArgumentException("nothing can be like \"" + pattern + "\": " + right
                    + "; * and ? are wildcards, commas stand between comparisons");
        }
    }
}
