package org.spotalert.channel;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Calls webhooks by the name of their channel. Their addresses are secrets that Camel would show in endpoints, logs and
 * exceptions, so Camel knows only {@code https://<channel>}, and the real address stands in beneath it.
 *
 * <p>It follows no redirects, keeps no cookies and repeats nothing by itself: the channel's route says what is repeated.
 */
public final class WebhookClient extends CloseableHttpClient {

    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);
    private static final Timeout RESPONSE_TIMEOUT = Timeout.ofSeconds(10);

    private final Map<String, WebhookAddress> addresses;
    private final CloseableHttpClient anywhere;
    private final CloseableHttpClient loopback;

    /**
     * @param addresses the webhooks by the name of their channel
     */
    public WebhookClient(Map<String, WebhookAddress> addresses) {
        this.addresses = Map.copyOf(addresses);
        this.anywhere =
                client(PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(new PublicAddresses()));
        this.loopback = client(PoolingHttpClientConnectionManagerBuilder.create());
    }

    private static CloseableHttpClient client(PoolingHttpClientConnectionManagerBuilder connections) {
        return HttpClients.custom()
                .setConnectionManager(connections
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT_TIMEOUT)
                                .setSocketTimeout(RESPONSE_TIMEOUT)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(RESPONSE_TIMEOUT)
                        .setConnectionRequestTimeout(RESPONSE_TIMEOUT)
                        .build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .setUserAgent("spot-interruption-alerts")
                .build();
    }

    @Override
    protected CloseableHttpResponse doExecute(
            @Nullable HttpHost target, ClassicHttpRequest request, @Nullable HttpContext context) throws IOException {
        String channel = request.getAuthority().getHostName();
        WebhookAddress address = addresses.get(channel);
        if (address == null) {
            throw new IOException("channel " + channel + " has no webhook address");
        }
        URI real = address.uri();
        ClassicHttpRequest secret =
                ClassicRequestBuilder.copy(request).setUri(real).build();
        secret.removeHeaders("Host");
        try {
            return (CloseableHttpResponse) (address.loopback() ? loopback : anywhere)
                    .executeOpen(new HttpHost(real.getScheme(), real.getHost(), real.getPort()), secret, context);
        } catch (IOException failed) {
            // The cause is left out on purpose: its text may quote the address.
            throw new WebhookFailedException(
                    "channel " + channel + ": " + failed.getClass().getSimpleName());
        }
    }

    @Override
    public void close(CloseMode mode) {
        anywhere.close(mode);
        loopback.close(mode);
    }

    @Override
    public void close() throws IOException {
        anywhere.close();
        loopback.close();
    }

    /** The webhook could not be reached, or did not answer. */
    static final class WebhookFailedException extends IOException {
        private static final long serialVersionUID = 1L;

        WebhookFailedException(String message) {
            super(message);
        }
    }
}
