package org.spotalert.platform.aws;

/**
 * A request was not sent, since it would have had to wait for the request budget beyond its deadline. The SDK passes it
 * on as the cause of its own exception.
 */
public final class RateLimitedException extends Exception {

    /** Why, for a reader. */
    public static final String REASON = "held back to stay below AWS's request quota";

    private static final long serialVersionUID = 1;

    RateLimitedException() {
        super(REASON);
    }
}
