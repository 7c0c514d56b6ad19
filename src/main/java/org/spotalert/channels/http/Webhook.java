package org.spotalert.channels.http;

/**
 * Where the requests of a channel go, and what proves who sends them.
 *
 * @param address the address behind the channel's name
 */
public record Webhook(WebhookAddress address, RequestAuthentication authentication) {

    /** A webhook whose address is all its secret. */
    public Webhook(WebhookAddress address) {
        this(address, RequestAuthentication.none());
    }

    /** Whether the text repeats what must stay secret, or a part of it long enough to be of use to a finder. */
    boolean appearsIn(String text) {
        return address.appearsIn(text) || authentication.appearsIn(text);
    }
}
