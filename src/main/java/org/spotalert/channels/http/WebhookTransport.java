package org.spotalert.channels.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.ssl.SSLContexts;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.platform.network.AddressBlock;
import org.spotalert.platform.network.HttpProxy;
import org.spotalert.platform.network.ProxyRules;

/**
 * The way of all requests to webhooks, with a deadline as a whole: time limits of single reads let a far end that trickles go
 * on for ever. Behind a proxy the proxy looks names up; then addresses in digits alone are judged.
 */
public final class WebhookTransport {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** A far end may take long over a message; whoever gives up early delivers it twice. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** What inet_aton and its like take for an address, in any base; proxies use them. */
    private static final Pattern NUMERIC = Pattern.compile("(?i)(.*\\.)?(0x[0-9a-f]*|[0-9]+)\\.?|.*:.*");

    private final AddressRules addresses;
    private final ProxyRules proxies;
    private final Duration deadline;
    private final CloseableHttpClient http;
    private final ExecutorService threads;

    /** Sends by these rules, with the name servers and the trusted authorities of this machine. */
    public WebhookTransport(AddressRules addresses, ProxyRules proxies) {
        this(
                new Timeouts(CONNECT, DEADLINE),
                addresses,
                proxies,
                InetAddress::getAllByName,
                SSLContexts.createSystemDefault());
    }

    WebhookTransport(Timeouts timeouts, AddressRules addresses, ProxyRules proxies, Lookup lookup, SSLContext tls) {
        this.addresses = addresses;
        this.proxies = proxies;
        this.deadline = timeouts.deadline();
        this.threads = threads();
        this.http = new WebhookHttp(addresses, proxies, lookup).client(timeouts, tls);
    }

    /**
     * How long far ends may take.
     *
     * @param connect until a connection to one address is made, and then for each read until TLS is agreed upon
     * @param deadline for everything, from looking the host up to the end of the answer
     */
    record Timeouts(Duration connect, Duration deadline) {}

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
        Optional<HttpProxy> proxy = proxyTo(exchange.webhook().address());
        Future<ClassicHttpResponse> answer = threads.submit(() -> answer(exchange, proxy));
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            // Before anything is concluded from what was sent: nothing more is sent from here on.
            exchange.request().cancel();
            return Optional.ofNullable(exchange.decided().get())
                    .orElseThrow(() -> exchange.failure(proxy, new InterruptedIOException()));
        } catch (InterruptedException stop) {
            exchange.request().cancel();
            Thread.currentThread().interrupt();
            throw exchange.failure(proxy, new InterruptedIOException());
        } catch (ExecutionException failed) {
            throw exchange.failure(proxy, Optional.ofNullable(failed.getCause()).orElse(failed));
        } finally {
            // Closes the connection, in whatever state it is, and lets none be made any more.
            exchange.request().cancel();
        }
    }

    /** The proxy to this address, if there is one. */
    Optional<HttpProxy> proxyTo(WebhookAddress address) {
        return proxies.proxyTo(address.host(), address.port());
    }

    private ClassicHttpResponse answer(WebhookExchange exchange, Optional<HttpProxy> proxy) throws IOException {
        WebhookAddress address = exchange.webhook().address();
        if (proxy.isPresent() && NUMERIC.matcher(address.host()).matches()) {
            addresses.allowed(address.host(), literal(address.host()));
        }
        // Not closed: closing would read the answer to its end. The caller cancels the request.
        ClassicHttpResponse response =
                http.executeOpen(address.origin(), exchange.request(), WebhookHttp.context(exchange));
        if (proxy.isPresent() && !exchange.begun().get()) {
            throw WebhookExchange.refused(proxy.get(), response);
        }
        return exchange.answer(response);
    }

    private static InetAddress[] literal(String host) throws AddressRules.ForbiddenAddressException {
        return AddressBlock.literal(host)
                .map(address -> new InetAddress[] {address})
                .orElseThrow(
                        () -> new AddressRules.ForbiddenAddressException("its host is an address in an unusual form"));
    }

    /** None is left a minute after the last exchange, so that there is nothing to shut down. */
    private static ExecutorService threads() {
        return Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "webhook");
            thread.setDaemon(true);
            return thread;
        });
    }
}
