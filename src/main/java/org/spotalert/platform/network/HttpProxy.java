package org.spotalert.platform.network;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy, which opens tunnels (CONNECT) to other hosts. Its login is a secret that no text of this object shows.
 *
 * @param host its name or address, in brackets where it is one of IPv6
 * @param userInfo user and password as the proxy's address has them; null without a login
 */
public record HttpProxy(String host, int port, @Nullable String userInfo) {

    private static final int DEFAULT_PORT = 3128;

    /**
     * Reads a proxy's address: {@code http://user:password@host:port}, where user, password and {@code http://} may be
     * missing.
     *
     * @throws IllegalArgumentException saying what is wrong, without the address
     */
    public static HttpProxy parse(String url) {
        try {
            URI uri = new URI(url.contains("://") ? url : "http://" + url);
            boolean plain = "http".equalsIgnoreCase(uri.getScheme());
            boolean bare = String.valueOf(uri.getRawPath()).matches("/?") && uri.getRawQuery() == null;
            if (plain && bare && uri.getHost() != null) {
                return new HttpProxy(
                        uri.getHost(), uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort(), uri.getRawUserInfo());
            }
        } catch (URISyntaxException malformed) {
            // Its text quotes the address, which may hold a password.
        }
        throw new IllegalArgumentException("is not the address of a proxy; give http://host:port or"
                + " http://user:password@host:port, with %40 for an @ in the password");
    }

    /** The value of {@code Proxy-Authorization} (the Basic scheme, RFC 7617); nothing without a login. */
    public Optional<String> authorization() {
        return Optional.ofNullable(userInfo).map(info -> {
            // A plus sign stands for itself here, unlike in forms.
            String login = URLDecoder.decode(info.replace("+", "%2B"), StandardCharsets.UTF_8);
            String pair = login.contains(":") ? login : login + ":";
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        });
    }

    /** Host and port, for a reader. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
