package org.spotalert.channels.http;

import java.io.IOException;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.model.FailureReason;

/**
 * Posts to webhooks whose addresses are secret. Routes name the channel as the host ({@code https://google-chat}); this
 * client knows the address and the secret behind the name, and neither its answers nor its exceptions hold them. A path
 * after the name is appended to the address.
 *
 * <p>{@link WebhookTransport} takes the requests there.
 */
public final class WebhookClient extends CloseableHttpClient {

    private final Function<String, Webhook> webhooks;
    private final WebhookTransport transport;
    private final WebhookExchange.Wanted wanted;

    /**
     * Posts to these webhooks.
     *
     * @param webhooks the webhook of a channel, by the channel's name; for a name that has none it throws an
     *     IllegalArgumentException that says so without any secret
     * @param needsText whether the routes read the text of a good answer; otherwise its status alone says all
     */
    public WebhookClient(Function<String, Webhook> webhooks, WebhookTransport transport, boolean needsText) {
        this.webhooks = webhooks;
        this.transport = transport;
        this.wanted = needsText ? WebhookExchange.Wanted.TEXT : WebhookExchange.Wanted.STATUS;
    }

    @Override
    protected CloseableHttpResponse doExecute(
            HttpHost target, ClassicHttpRequest request, @Nullable HttpContext context) throws IOException {
        String channel = target.getHostName();
        Webhook webhook = configured(channel);
        try {
            return CloseableHttpResponse.adapt(
                    transport.send(new WebhookExchange(forwarded(request, webhook), webhook, wanted)));
        } catch (WebhookFailedException e) {
            throw e.after(channel + " webhook: ");
        }
    }

    private Webhook configured(String channel) throws WebhookFailedException {
        try {
            return webhook(channel);
        } catch (IllegalArgumentException absent) {
            throw new WebhookFailedException(FailureReason.REFUSED, String.valueOf(absent.getMessage()), true);
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
     * @return where the connection went, for a reader: host and port, and the proxy
     * @throws WebhookFailedException saying why there is no connection, without the address
     */
    public String connect(String channel) throws WebhookFailedException {
        Webhook webhook = configured(channel);
        WebhookAddress address = webhook.address();
        try {
            transport.send(
                    new WebhookExchange(address.request("HEAD", "/"), webhook, WebhookExchange.Wanted.CONNECTION));
        } catch (WebhookFailedException e) {
            throw e.after(address.host() + ": ");
        }
        return address.host() + ":" + address.port()
                + transport
                        .proxyTo(address)
                        .map(proxy -> " through the proxy " + proxy)
                        .orElse("");
    }

    private static HttpUriRequestBase forwarded(ClassicHttpRequest request, Webhook webhook) throws IOException {
        WebhookAddress address = webhook.address();
        HttpUriRequestBase forwarded = address.request(request.getMethod(), address.requestTarget(request.getPath()));
        for (Header header : request.getHeaders()) {
            forwarded.addHeader(header);
        }
        forwarded.setHeader("Connection", "close");
        HttpEntity entity = request.getEntity();
        if (entity != null) {
            forwarded.setEntity(
                    new ByteArrayEntity(EntityUtils.toByteArray(entity), ContentType.parse(entity.getContentType())));
        }
        webhook.authentication().addTo(forwarded);
        return forwarded;
    }

    @Override
    public void close() {
        // Nothing is kept open between requests, and the transport is everybody's.
    }

    @Override
    public void close(CloseMode mode) {
        // Nothing is kept open between requests, and the transport is everybody's.
    }
}
