package org.spotalert.channels.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.spotalert.platform.network.HttpProxy;
import org.spotalert.platform.network.ProxyRules;

/**
 * Apache HttpClient without what a general client adds: redirects, cookies, retries, logins and decompression are off. Each
 * request has a connection of its own, so that none meets one that has died.
 *
 * <p>Names are looked up once for a connection and every address is judged, so that a second, different answer of the name
 * server changes nothing.
 */
record WebhookHttp(AddressRules addresses, ProxyRules proxies, WebhookTransport.Lookup lookup) {

    /** So many requests to one host may be under way; a stuck host keeps none from others. */
    static final int MOST_TO_ONE_HOST = 20;

    /** How long each read of a text may take that nobody needs. */
    private static final Timeout TEXT_TIMEOUT = Timeout.ofSeconds(2);

    private static final int LONGEST_HEADER_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 200;

    private static final String EXCHANGE = WebhookExchange.class.getName();

    /** A client that trusts these authorities. */
    CloseableHttpClient client(WebhookTransport.Timeouts timeouts, SSLContext tls) {
        Timeout connect = Timeout.of(timeouts.connect());
        return HttpClients.custom()
                .setConnectionManager(connections(connect, tls))
                .setRoutePlanner((target, context) -> route(target))
                .setRequestExecutor(new Sending())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(connect)
                        .setAuthenticationEnabled(false)
                        .setRedirectsEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent("spot-interruption-alerts")
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableConnectionState()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .build();
    }

    /** Notes in the context whose request it is. */
    static HttpClientContext context(WebhookExchange exchange) {
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(EXCHANGE, exchange);
        return context;
    }

    private HttpRoute route(HttpHost target) {
        boolean secure = "https".equals(target.getSchemeName());
        return proxies.proxyTo(target.getHostName(), target.getPort())
                .map(proxy ->
                        new HttpRoute(target, null, new HttpHost("http", bare(proxy.host()), proxy.port()), secure))
                .orElseGet(() -> new HttpRoute(target, null, secure));
    }

    static String bare(String host) {
        return host.replaceAll("[\\[\\]]", "");
    }

    private HttpClientConnectionManager connections(Timeout connect, SSLContext tls) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(MOST_TO_ONE_HOST)
                .setMaxConnTotal(Integer.MAX_VALUE)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_HEADER_LINE)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom().setConnectTimeout(connect).build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(
                        tls, HostnameVerificationPolicy.BUILTIN, NoopHostnameVerifier.INSTANCE))
                .setDnsResolver(new JudgedAddresses())
                .build();
    }

    /** Looks hosts up, and leaves those of their addresses that a webhook may have. The operator's proxy may have any. */
    private final class JudgedAddresses implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] found = lookup.addressesOf(host);
            return proxies.isProxy(host) ? found : addresses.allowed(host, found);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host.toLowerCase(Locale.ROOT);
        }
    }

    /** Sends a request over its connection, and the login to the proxy, which no other part of the client then knows. */
    private final class Sending extends HttpRequestExecutor {

        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback callback,
                HttpContext context)
                throws IOException, HttpException {
            WebhookExchange exchange = (WebhookExchange) context.getAttribute(EXCHANGE);
            if (Method.CONNECT.isSame(request.getMethod())) {
                WebhookAddress address = exchange.webhook().address();
                proxies.proxyTo(address.host(), address.port())
                        .flatMap(HttpProxy::authorization)
                        .ifPresent(login -> request.setHeader(HttpHeaders.PROXY_AUTHORIZATION, login));
                return super.execute(request, connection, callback, context);
            }
            exchange.begun().set(true);
            if (exchange.wanted() == WebhookExchange.Wanted.CONNECTION) {
                return new BasicClassicHttpResponse(HttpStatus.SC_NO_CONTENT);
            }
            ClassicHttpResponse response = super.execute(request, connection, callback, context);
            if (!exchange.needsText(response.getCode())) {
                connection.setSocketTimeout(TEXT_TIMEOUT);
            }
            return response;
        }
    }
}
