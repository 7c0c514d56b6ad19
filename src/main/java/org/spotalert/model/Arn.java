package org.spotalert.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of an AWS resource: an Amazon Resource Name.
 *
 * @param text the ARN as it was written
 * @param resource everything after the account: a queue's or topic's name, {@code role/...}, {@code cluster/...}
 */
public record Arn(String text, String partition, String service, String region, String account, String resource) {

    private static final Pattern ARN =
            Pattern.compile("arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):([0-9]{12}):([^\\s]+)");

    /** The address in this text, or nothing when the text is no well-formed ARN. */
    public static Optional<Arn> parse(String text) {
        Matcher matcher = ARN.matcher(text);
        return matcher.matches()
                ? Optional.of(new Arn(
                        text, matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4), matcher.group(5)))
                : Optional.empty();
    }
}
