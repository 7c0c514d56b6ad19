package org.spotalert.channel.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;
import org.spotalert.channel.failure.Failures;
import org.spotalert.channel.failure.WebhookFailedException;
import org.spotalert.network.NetworkFailure;

/**
 * Posts to webhooks whose addresses are secret. Routes name the channel as the host ({@code https://google-chat}); this
 * client knows the address and the secret behind the name, and neither its answers nor its exceptions tell them. A path
 * after the name is appended to the address.
 *
 * <p>It speaks plain HTTP/1.1 on a connection of its own for each request, with the parts of HttpCore, which do not log.
 * What a general client would add is left out on purpose: redirects, cookies, retries, proxies, logins, request logs.
 */
public final class WebhookClient extends CloseableHttpClient {

    private final Function<String, Webhook> webhooks;
    private final WebhookConnection connections;
    private final Deadline deadline;
    private final boolean needsText;

    /**
     * Posts to these webhooks.
     *
     * @param webhooks the webhook of a channel, by the channel's name; for a name that has none it throws an
     *     IllegalArgumentException that says so without any secret
     * @param patience how long the far ends may take
     * @param needsText whether the routes read the text of a good answer; otherwise its status alone says all
     */
    public WebhookClient(Function<String, Webhook> webhooks, WebhookPatience patience, boolean needsText) {
        this(webhooks, patience, needsText, InetAddress::getAllByName, (SSLSocketFactory)
                SSLSocketFactory.getDefault());
    }

    WebhookClient(
            Function<String, Webhook> webhooks,
            WebhookPatience patience,
            boolean needsText,
            HostLookup lookup,
            SSLSocketFactory tls) {
        this.webhooks = webhooks;
        this.connections = new WebhookConnection(lookup, tls, patience.connect());
        this.deadline = new Deadline(patience.exchange());
        this.needsText = needsText;
    }

    @Override
    protected CloseableHttpResponse doExecute(
            HttpHost target, ClassicHttpRequest request, @Nullable HttpContext context) throws IOException {
        String channel = target.getHostName();
        Webhook webhook = configured(channel);
        try {
            return CloseableHttpResponse.adapt(exchange(webhook, forwarded(request, webhook)));
        } catch (WebhookFailedException e) {
            throw new WebhookFailedException(channel + " webhook: " + e.getMessage(), e.noRedelivery());
        } catch (IOException | HttpException | RuntimeException e) {
            throw new WebhookFailedException(
                    channel + " webhook: " + Failures.ofConnection(e),
                    NetworkFailure.of(e).filter(NetworkFailure::permanent).isPresent());
        }
    }

    private ClassicHttpResponse exchange(Webhook webhook, ClassicHttpRequest request)
            throws IOException, HttpException {
        WebhookExchange exchange = new WebhookExchange(request, webhook, needsText);
        try {
            return deadline.keep(held -> exchange.over(connections.open(webhook.address(), held)));
        } catch (InterruptedIOException late) {
            if (exchange.decided().isPresent()) {
                return exchange.decided().get();
            }
            throw exchange.begun() ? new WebhookFailedException(Failures.UNANSWERED, true) : late;
        }
    }

    private Webhook configured(String channel) throws WebhookFailedException {
        try {
            return webhook(channel);
        } catch (IllegalArgumentException absent) {
            throw new WebhookFailedException(String.valueOf(absent.getMessage()), true);
        }
    }

    /**
     * The webhook of this channel.
     *
     * @throws IllegalArgumentException when it has none that can be used, saying why without any secret
     */
    public Webhook webhook(String channel) {
        return webhooks.apply(channel);
    }

    /**
     * Connects to the webhook of this channel, with the server's certificate checked, and sends nothing.
     *
     * @return where the connection went, for a reader: host and port
     * @throws WebhookFailedException saying why there is no connection, without the address
     */
    public String connect(String channel) throws WebhookFailedException {
        WebhookAddress address = configured(channel).address();
        try {
            return address.host() + ":"
                    + deadline.keep(held -> connections.open(address, held).getPort());
        } catch (WebhookFailedException e) {
            throw e;
        } catch (IOException | HttpException | RuntimeException e) {
            throw new WebhookFailedException(
                    address.host() + ": " + Failures.ofConnection(e),
                    NetworkFailure.of(e).filter(NetworkFailure::permanent).isPresent());
        }
    }

    private static ClassicHttpRequest forwarded(ClassicHttpRequest request, Webhook webhook) throws IOException {
        WebhookAddress address = webhook.address();
        ClassicHttpRequest forwarded =
                new BasicClassicHttpRequest(request.getMethod(), address.requestTarget(request.getPath()));
        forwarded.setScheme(address.secure() ? "https" : "http");
        boolean usualPort = address.port() == (address.secure() ? 443 : 80);
        forwarded.setAuthority(new URIAuthority(address.host(), usualPort ? -1 : address.port()));
        for (Header header : request.getHeaders()) {
            forwarded.addHeader(header);
        }
        forwarded.setHeader("Connection", "close");
        HttpEntity entity = request.getEntity();
        if (entity != null) {
            forwarded.setEntity(
                    new ByteArrayEntity(EntityUtils.toByteArray(entity), ContentType.parse(entity.getContentType())));
        }
        webhook.secret().addTo(forwarded);
        return forwarded;
    }

    @Override
    public void close() {
        // Nothing is kept open between requests.
    }

    @Override
    public void close(CloseMode mode) {
        // Nothing is kept open between requests.
    }
}
