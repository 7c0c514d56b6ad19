package org.spotalert.channels.http;

/**
 * Where the requests of a channel go, and what proves them to be ours.
 *
 * @param address the address behind the channel's name
 * @param secret what is added to each request
 */
public record Webhook(WebhookAddress address, RequestAuthentication secret) {

    /** A webhook whose address is all its secret. */
    public Webhook(WebhookAddress address) {
        this(address, RequestAuthentication.none());
    }

    /** Whether the text repeats what must stay secret, or a part of it long enough to be of use to a finder. */
    boolean leaksInto(String text) {
        return address.leaksInto(text) || secret.leaksInto(text);
    }
}
