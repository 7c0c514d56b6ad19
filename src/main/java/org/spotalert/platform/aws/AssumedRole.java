package org.spotalert.platform.aws;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The role that AWS is asked with.
 *
 * @param arn its ARN; with {@link CallerCredentials#ACCOUNT} in it, the role of each account that is looked into
 * @param externalId what the role's trust policy asks for; null for none
 * @param accounts the accounts whose role may be assumed; empty for any
 */
public record AssumedRole(String arn, @Nullable String externalId, Set<String> accounts) {

    public AssumedRole {
        accounts = Set.copyOf(accounts);
    }

    /** Whether each account has a role of its own. */
    public boolean perAccount() {
        return arn.contains(CallerCredentials.ACCOUNT);
    }

    AssumedRole in(String account) {
        return new AssumedRole(arn.replace(CallerCredentials.ACCOUNT, account), externalId, accounts);
    }

    /**
     * Whether the program may ask STS for the role of this account. Whoever may write to the queue chooses the accounts of
     * its messages.
     */
    boolean allows(String account) {
        return accounts.isEmpty() || accounts.contains(account);
    }
}
