package org.spotalert.channel;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
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
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnectionFactory;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.http.protocol.RequestUserAgent;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * Posts to webhooks whose addresses are secret. Routes name the channel as the host ({@code https://google-chat}); this
 * client knows the address behind the name, and neither its answers nor its exceptions tell it.
 *
 * <p>It speaks plain HTTP/1.1 on a connection of its own for each request, with the parts of HttpCore, which do not log.
 * What a general client would add is left out on purpose: redirects, cookies, retries, proxies, logins, request logs.
 */
public final class WebhookClient extends CloseableHttpClient {

    /** How much of an answer is read: answers are short, and a larger one is somebody else's. */
    static final int LONGEST_ANSWER = 64 * 1024;

    private final Map<String, WebhookAddress> addresses;
    private final WebhookConnection connections;
    private final HttpRequestExecutor executor = new HttpRequestExecutor();
    private final HttpProcessor headers = HttpProcessorBuilder.create()
            .addAll(
                    RequestTargetHost.INSTANCE,
                    RequestContent.INSTANCE,
                    new RequestUserAgent("spot-interruption-alerts"))
            .build();

    /**
     * Posts to these addresses.
     *
     * @param addresses the address of each channel, by the channel's name in lower case
     * @param timeout how long connecting, and each read, may take
     */
    public WebhookClient(Map<String, WebhookAddress> addresses, Duration timeout) {
        this(addresses, timeout, InetAddress::getAllByName, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    WebhookClient(Map<String, WebhookAddress> addresses, Duration timeout, HostLookup lookup, SSLSocketFactory tls) {
        this.addresses = Map.copyOf(addresses);
        this.connections = new WebhookConnection(lookup, tls, timeout);
    }

    @Override
    protected CloseableHttpResponse doExecute(
            HttpHost target, ClassicHttpRequest request, @Nullable HttpContext context) throws IOException {
        String channel = target.getHostName();
        WebhookAddress address = addresses.get(channel);
        if (address == null) {
            throw new WebhookFailedException("channel " + channel + " has no webhook address", true);
        }
        try (Socket socket = connections.open(address)) {
            return CloseableHttpResponse.adapt(exchange(socket, forwarded(request, address), address));
        } catch (WebhookFailedException e) {
            throw new WebhookFailedException(channel + " webhook: " + e.getMessage(), e.lasting());
        } catch (IOException | HttpException | RuntimeException e) {
            throw new WebhookFailedException(channel + " webhook: " + Failures.ofConnection(e), Failures.untrusted(e));
        }
    }

    private ClassicHttpResponse exchange(Socket socket, ClassicHttpRequest request, WebhookAddress address)
            throws IOException, HttpException {
        HttpCoreContext context = HttpCoreContext.create();
        try (HttpClientConnection connection =
                DefaultBHttpClientConnectionFactory.builder().build().createConnection(socket)) {
            executor.preProcess(request, headers, context);
            ClassicHttpResponse response = executor.execute(request, connection, context);
            ClassicHttpResponse answer = answer(response, address);
            // Closed at once: reading the rest of a long answer is not wanted.
            connection.close(CloseMode.IMMEDIATE);
            return answer;
        }
    }

    private static ClassicHttpRequest forwarded(ClassicHttpRequest request, WebhookAddress address) throws IOException {
        ClassicHttpRequest forwarded = new BasicClassicHttpRequest(request.getMethod(), address.requestTarget());
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
        return forwarded;
    }

    /** Status, Retry-After and text only: other headers, such as Location, may repeat the address. */
    private static ClassicHttpResponse answer(ClassicHttpResponse response, WebhookAddress address) throws IOException {
        BasicClassicHttpResponse answer = new BasicClassicHttpResponse(response.getCode());
        Header retryAfter = response.getFirstHeader("Retry-After");
        if (retryAfter != null && !address.leaksInto(retryAfter.getValue())) {
            answer.addHeader("Retry-After", retryAfter.getValue());
        }
        String text = text(response.getEntity());
        boolean leaks = address.leaksInto(text);
        byte[] body = (leaks ? "(withheld: the answer repeats the address)" : text).getBytes(StandardCharsets.UTF_8);
        answer.setEntity(new ByteArrayEntity(body, ContentType.TEXT_PLAIN.withCharset(StandardCharsets.UTF_8)));
        return answer;
    }

    private static String text(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        // Not closed: closing would read the answer to its end.
        InputStream content = entity.getContent();
        return content == null ? "" : new String(content.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
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
