package org.spotalert.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An account and a Region of it: what AWS counts its request quotas by.
 *
 * @param account the account in which a role is assumed; null for the one of the program's own credentials
 */
public record AccountRegion(@Nullable String account, String region) {

    private static final Pattern TEXT = Pattern.compile("([a-z]{2}(?:-[a-z]+)+-[0-9])(?:-([0-9]{12}))?");

    /** The account and Region in this text, which {@link #toString} has written; nothing for any other text. */
    public static Optional<AccountRegion> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new AccountRegion(matcher.group(2), matcher.group(1)))
                : Optional.empty();
    }

    /** The Region, and the account unless it is the program's own: {@code eu-west-1-111122223333}. */
    @Override
    public String toString() {
        return account == null ? region : region + "-" + account;
    }
}
