package org.spotalert.channel.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
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
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
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
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;
import org.spotalert.channel.failure.Failures;
import org.spotalert.channel.failure.HttpReason;
import org.spotalert.channel.failure.WebhookFailedException;
import org.spotalert.network.AddressBlock;
import org.spotalert.network.Causes;
import org.spotalert.network.HttpProxy;
import org.spotalert.network.NetworkFailure;
import org.spotalert.network.ProxyRules;

/**
 * The way of all requests to webhooks: Apache HttpClient, without what a general client adds. Redirects, cookies, retries,
 * logins and decompression are off. Each request has a connection of its own, so that none meets one that has died.
 *
 * <p>Names are looked up once for a connection and every address is judged, so that a second, different answer of the name
 * server changes nothing. Behind a proxy the proxy looks names up; then addresses in digits alone are judged.
 */
public final class WebhookTransport {

    /** So many requests to one host may be under way; a stuck host keeps none from others. */
    static final int MOST_TO_ONE_HOST = 20;

    /** How long each read of a text may take that nobody needs. */
    private static final Timeout TEXT_TIMEOUT = Timeout.ofSeconds(2);

    private static final int LONGEST_HEADER_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 200;

    private static final String EXCHANGE = WebhookExchange.class.getName();

    /** What inet_aton and its like take for an address, in any base; proxies use them. */
    private static final Pattern NUMERIC = Pattern.compile("(?i)(.*\\.)?(0x[0-9a-f]*|[0-9]+)\\.?|.*:.*");

    private final AddressRules addresses;
    private final ProxyRules proxies;
    private final Duration deadline;
    private final CloseableHttpClient http;
    private final ExecutorService threads;

    /** Sends by these rules, with the name servers and the trusted authorities of this machine. */
    public WebhookTransport(WebhookTimeouts timeouts, AddressRules addresses, ProxyRules proxies) {
        this(timeouts, addresses, proxies, InetAddress::getAllByName, SSLContexts.createSystemDefault());
    }

    WebhookTransport(
            WebhookTimeouts timeouts, AddressRules addresses, ProxyRules proxies, Lookup lookup, SSLContext tls) {
        this.addresses = addresses;
        this.proxies = proxies;
        this.deadline = timeouts.deadline();
        this.threads = threads();
        Timeout connect = Timeout.of(timeouts.connect());
        this.http = HttpClients.custom()
                .setConnectionManager(connections(connect, lookup, tls))
                .setRoutePlanner((target, context) -> route(target))
                .setRequestExecutor(new Executor())
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

    /** Finds the addresses of a host, as {@link InetAddress#getAllByName} does. */
    @FunctionalInterface
    interface Lookup {

        /** Every address of the host, at least one. */
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    /**
     * The answer to a request.
     *
     * @throws WebhookFailedException saying why there is none, without the address; it has not come by the deadline then, or
     *     never will
     */
    ClassicHttpResponse send(WebhookExchange exchange) throws WebhookFailedException {
        Future<ClassicHttpResponse> answer = threads.submit(() -> answer(exchange));
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            Optional<ClassicHttpResponse> decided = exchange.decided();
            if (decided.isPresent()) {
                return decided.get();
            }
            throw failure(exchange, new InterruptedIOException());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw failure(exchange, new InterruptedIOException());
        } catch (ExecutionException failed) {
            throw failure(exchange, Optional.ofNullable(failed.getCause()).orElse(failed));
        } finally {
            // Closes the connection, in whatever state it is, and lets none be made any more.
            exchange.request().cancel();
        }
    }

    /** The proxy to this address, if there is one. */
    Optional<HttpProxy> proxyTo(WebhookAddress address) {
        return proxies.proxyTo(address.host(), address.port());
    }

    private ClassicHttpResponse answer(WebhookExchange exchange) throws IOException {
        WebhookAddress address = exchange.address();
        Optional<HttpProxy> proxy = proxyTo(address);
        if (proxy.isPresent() && NUMERIC.matcher(address.host()).matches()) {
            addresses.allowed(address.host(), literal(address.host()));
        }
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(EXCHANGE, exchange);
        // Not closed: closing would read the answer to its end. The caller cancels the request.
        ClassicHttpResponse response = http.executeOpen(address.origin(), exchange.request(), context);
        if (proxy.isPresent() && !exchange.begun()) {
            throw refused(proxy.get(), response);
        }
        return exchange.answer(response);
    }

    private static InetAddress[] literal(String host) throws ForbiddenAddressException {
        return AddressBlock.literal(host)
                .map(address -> new InetAddress[] {address})
                .orElseThrow(() -> new ForbiddenAddressException("its host is an address in an unusual form"));
    }

    private static WebhookFailedException refused(HttpProxy proxy, ClassicHttpResponse response) {
        int status = response.getCode();
        Header squid = response.getFirstHeader("X-Squid-Error");
        String reason = squid == null || !squid.getValue().matches("[A-Z_]{1,60}( [0-9]{1,5})?")
                ? ""
                : " (" + squid.getValue() + ")";
        String remedy = status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED
                ? "; give its user and password in SPOT_PROXY"
                : "";
        return new WebhookFailedException(
                "proxy " + proxy + " answered " + HttpReason.of(status) + reason + remedy, status < 500);
    }

    private WebhookFailedException failure(WebhookExchange exchange, Throwable failure) {
        if (failure instanceof WebhookFailedException said) {
            return said;
        }
        if (failure instanceof ForbiddenAddressException forbidden) {
            return new WebhookFailedException(String.valueOf(forbidden.getMessage()), true);
        }
        if (failure instanceof ConnectionRequestTimeoutException) {
            return new WebhookFailedException(
                    MOST_TO_ONE_HOST + " requests to its host are under way and not answered", false);
        }
        if (exchange.begun() && failure instanceof InterruptedIOException) {
            return new WebhookFailedException(Failures.UNANSWERED, true);
        }
        boolean ofTls = Causes.of(failure).stream().anyMatch(SSLException.class::isInstance);
        String way = proxyTo(exchange.address())
                .filter(proxy -> !exchange.begun() && !ofTls)
                .map(proxy -> "proxy " + proxy + ": ")
                .orElse("");
        return new WebhookFailedException(
                way + Failures.ofConnection(failure),
                NetworkFailure.of(failure).filter(NetworkFailure::permanent).isPresent());
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

    private HttpClientConnectionManager connections(Timeout connect, Lookup lookup, SSLContext tls) {
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
                .setDnsResolver(new JudgedAddresses(lookup))
                .build();
    }

    /** None is left a minute after the last exchange, so that there is nothing to shut down. */
    private static ExecutorService threads() {
        return Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "webhook");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Looks hosts up, and leaves those of their addresses that a webhook may have. The operator's proxy may have any. */
    private final class JudgedAddresses implements DnsResolver {

        private final Lookup lookup;

        JudgedAddresses(Lookup lookup) {
            this.lookup = lookup;
        }

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
    private final class Executor extends HttpRequestExecutor {

        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback callback,
                HttpContext context)
                throws IOException, HttpException {
            WebhookExchange exchange = (WebhookExchange) context.getAttribute(EXCHANGE);
            if (Method.CONNECT.isSame(request.getMethod())) {
                proxyTo(exchange.address())
                        .flatMap(HttpProxy::authorization)
                        .ifPresent(login -> request.setHeader(HttpHeaders.PROXY_AUTHORIZATION, login));
                return super.execute(request, connection, callback, context);
            }
            exchange.begin();
            if (exchange.connectsOnly()) {
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
