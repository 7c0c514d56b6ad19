package org.spotalert.channels.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.model.FailureReason;

/**
 * The address of a webhook. Path and query are most often the secret that lets anyone post there: they are kept byte for
 * byte for the request, and no text made of this object shows them.
 */
public final class WebhookAddress {

    private static final int SHORTEST_SECRET = 8;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final boolean secure;
    private final String host;
    private final int port;
    private final String requestTarget;
    private final boolean secret;

    private WebhookAddress(boolean secure, String host, int port, String requestTarget, boolean secret) {
        this.secure = secure;
        this.host = host;
        this.port = port;
        this.requestTarget = requestTarget;
        this.secret = secret;
    }

    /**
     * The address, if the rules allow it.
     *
     * @throws IllegalArgumentException saying what is wrong and what would be right, without the address itself
     */
    public static WebhookAddress parse(String url, WebhookHostPolicy rules) {
        URI uri = uri(url);
        String host = uri.getHost();
        require(host != null, "has no plain host name; expected https://<host>/...");
        String name = host.toLowerCase(Locale.ROOT);
        require(uri.getRawUserInfo() == null, "has a user name before its host; remove the part before the @");
        require(uri.getRawFragment() == null, "has a fragment; remove the part from the # on");
        boolean extra = rules.extraHost(name, uri.getPort());
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        require(
                secure || ("http".equalsIgnoreCase(uri.getScheme()) && extra && WebhookHostPolicy.loopback(name)),
                "does not begin with https://; plain http is for loopback hosts listed in WEBHOOK_ALLOWED_HOSTS");
        if (!extra) {
            checkOwnHost(uri, name, rules);
        }
        return new WebhookAddress(secure, name, port(uri, secure), target(uri), rules.secretPath());
    }

    private static void checkOwnHost(URI uri, String name, WebhookHostPolicy rules) {
        require(
                rules.ownHost(name),
                "has a host that is not allowed; expected " + rules.expected()
                        + "a host listed in WEBHOOK_ALLOWED_HOSTS (as host, host:port, or the network of an address)");
        require(uri.getPort() == -1 || uri.getPort() == HTTPS, "has a port other than 443; leave the port out");
        String path = path(uri);
        require(
                path.startsWith(rules.pathPrefix()) && !path.contains("/../"),
                "has a path that does not begin with " + rules.pathPrefix() + "; copy the whole address again");
    }

    /** The same address with one more query parameter, added to the text as it stands unless it is there already. */
    public WebhookAddress withQuery(String name, String value) {
        String query = requestTarget.contains("?") ? requestTarget.substring(requestTarget.indexOf('?')) : "";
        if (query.contains("?" + name + "=") || query.contains("&" + name + "=")) {
            return this;
        }
        String separator = query.isEmpty() ? "?" : "&";
        return new WebhookAddress(secure, host, port, requestTarget + separator + name + "=" + value, secret);
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** Path and query, as the request line has them. */
    String requestTarget() {
        return requestTarget;
    }

    /**
     * Path and query of something beneath the address.
     *
     * @param path what a route asks for beneath the address, with its query; empty or a slash for the address itself
     * @throws WebhookFailedException when the address ends in a query, which nothing can follow
     */
    String requestTarget(@Nullable String path) throws WebhookFailedException {
        if (path == null || path.isEmpty() || path.equals("/")) {
            return requestTarget;
        }
        if (requestTarget.contains("?")) {
            throw new WebhookFailedException(
                    FailureReason.REFUSED, "its address has a query, which no path can follow", true);
        }
        return requestTarget.replaceFirst("/$", "") + path;
    }

    /** The server, as the HTTP client takes it. */
    HttpHost origin() {
        return new HttpHost(secure ? "https" : "http", WebhookHttp.bare(host), port);
    }

    /** A request to the server, without the headers of the route. */
    HttpUriRequestBase request(String method, String target) {
        HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(origin().toURI()));
        request.setPath(target);
        boolean usualPort = port == (secure ? HTTPS : HTTP);
        request.setAuthority(new URIAuthority(WebhookHttp.bare(host), usualPort ? -1 : port));
        return request;
    }

    /** Whether the text repeats the secret, or a part of it long enough to be of use to a finder. */
    boolean appearsIn(String text) {
        return secret
                && (Stream.of(requestTarget.split("[/?&=:]", -1))
                                .anyMatch(part -> part.length() >= SHORTEST_SECRET && text.contains(part))
                        || (requestTarget.length() > 1 && text.contains(requestTarget)));
    }

    @Override
    public String toString() {
        return "WebhookAddress[hidden]";
    }

    private static URI uri(String url) {
        require(url.chars().allMatch(c -> c > ' ' && c < 0x7F), "holds spaces or characters beyond ASCII");
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // The cause quotes the whole address.
            throw new IllegalArgumentException("is not an address; expected https://<host>/...");
        }
    }

    private static int port(URI uri, boolean secure) {
        if (uri.getPort() != -1) {
            return uri.getPort();
        }
        return secure ? HTTPS : HTTP;
    }

    private static String path(URI uri) {
        return uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    }

    private static String target(URI uri) {
        return uri.getRawQuery() == null ? path(uri) : path(uri) + "?" + uri.getRawQuery();
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }
}
