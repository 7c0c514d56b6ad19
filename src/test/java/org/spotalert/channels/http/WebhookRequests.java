package org.spotalert.channels.http;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.ssl.SSLContexts;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.local.TricklingServer;
import org.spotalert.platform.network.ProxyRules;

/** Requests to a webhook of Google Chat on this machine. */
final class WebhookRequests {

    static final String SECRET = "/v1/spaces/AAAA/messages?key=SECRETKEY&token=SECRETTOKEN%3D";

    static final WebhookTransport.Timeouts TIMEOUTS =
            new WebhookTransport.Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(3));
    /** Longer than any test may take. */
    static final Duration FOREVER = Duration.ofMinutes(5);

    private WebhookRequests() {}

    static WebhookFailedException failure(WebhookClient client) {
        return catchThrowableOfType(
                WebhookFailedException.class, () -> send(client).close());
    }

    static ClassicHttpResponse send(WebhookClient client) throws IOException {
        HttpPost request = new HttpPost("https://google-chat");
        request.setEntity(new StringEntity("{}", StandardCharsets.UTF_8));
        return client.executeOpen(new HttpHost("https", "google-chat"), request, null);
    }

    static WebhookAddress address(TricklingServer server) {
        return address("http", URI.create(server.url()).getPort());
    }

    static WebhookAddress address(String scheme, int port) {
        return WebhookAddress.parse(
                scheme + "://127.0.0.1:" + port + SECRET,
                new WebhookHostPolicy(Set.of("chat.googleapis.com"), "/v1/spaces/", true, List.of("127.0.0.1")));
    }

    static WebhookClient client(WebhookAddress address) {
        return client(address, InetAddress::getAllByName);
    }

    static WebhookClient client(WebhookAddress address, WebhookTransport.Lookup lookup) {
        return client(new Webhook(address), lookup);
    }

    static WebhookClient client(Webhook webhook, WebhookTransport.Lookup lookup) {
        return client(webhook, lookup, TIMEOUTS, false);
    }

    static WebhookClient client(
            Webhook webhook, WebhookTransport.Lookup lookup, WebhookTransport.Timeouts timeouts, boolean needsText) {
        AddressRules addresses = AddressRules.of(List.of("127.0.0.1"));
        return new WebhookClient(
                channel -> webhook,
                new WebhookTransport(timeouts, addresses, ProxyRules.none(), lookup, SSLContexts.createSystemDefault()),
                needsText);
    }
}
