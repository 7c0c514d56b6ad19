package org.spotalert.channel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * The address of a webhook: a secret, checked, and kept byte for byte, since tokens in it may be percent-encoded.
 *
 * @param uri the whole address
 * @param loopback whether it is on this machine, as only listed hosts may be
 */
public record WebhookAddress(URI uri, boolean loopback) {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final int HTTPS = 443;

    /**
     * Checks an address.
     *
     * @param text the address
     * @param host the host that the channel's webhooks have
     * @param path what the path of the channel's webhooks starts with
     * @param allowedHosts further hosts, as {@code host} or {@code host:port}
     * @throws IllegalArgumentException saying what is wrong, without the address
     */
    public static WebhookAddress parse(String text, String host, String path, Set<String> allowedHosts) {
        URI uri = uri(text);
        String named = uri.getHost().toLowerCase(Locale.ROOT);
        String withPort = uri.getPort() < 0 ? named : named + ":" + uri.getPort();
        boolean listed = allowedHosts.contains(named) || allowedHosts.contains(withPort);
        boolean loopback = LOOPBACK.contains(named);
        if (!"https".equals(uri.getScheme()) && !("http".equals(uri.getScheme()) && listed && loopback)) {
            throw new IllegalArgumentException("is not an https address");
        }
        if (!listed && !named.equals(host)) {
            throw new IllegalArgumentException(
                    "its host is not " + host + "; to allow another one, list it in" + " WEBHOOK_ALLOWED_HOSTS");
        }
        if (!listed && uri.getPort() >= 0 && uri.getPort() != HTTPS) {
            throw new IllegalArgumentException("its port is not 443");
        }
        if (uri.getRawPath() == null || !uri.getRawPath().startsWith(path)) {
            throw new IllegalArgumentException("its path does not start with " + path);
        }
        return new WebhookAddress(uri, listed && loopback);
    }

    private static URI uri(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException malformed) {
            // The exception's text quotes the address.
            throw new IllegalArgumentException("is not an address");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("is not an https address of the form https://HOST/PATH?QUERY");
        }
        return uri;
    }

    /** The same address with one more query parameter, which must need no encoding. */
    public WebhookAddress with(String parameter) {
        String text = uri.toString();
        return new WebhookAddress(URI.create(text + (uri.getRawQuery() == null ? "?" : "&") + parameter), loopback);
    }

    /** Says nothing: the address is a secret. */
    @Override
    public String toString() {
        return "WebhookAddress[redacted]";
    }
}
