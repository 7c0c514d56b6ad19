package org.spotalert.channels.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.local.CertificateAuthority;
import org.spotalert.local.FreePort;
import org.spotalert.local.TunnelProxy;
import org.spotalert.platform.network.HttpProxy;
import org.spotalert.platform.network.ProxyRules;

class WebhookProxyTest {

    private static final String HOST = "hooks.corp.test";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    static Path directory;

    private static SSLContext server;
    private static SSLContext trusting;

    private final AtomicInteger posts = new AtomicInteger();
    private HttpsServer origin;
    private volatile int status = 200;

    @BeforeAll
    static void certify() throws Exception {
        CertificateAuthority authority = new CertificateAuthority(directory);
        server = authority.server(CertificateAuthority.dns(HOST));
        trusting = authority.client();
    }

    @BeforeEach
    void start() throws IOException {
        origin = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        origin.setHttpsConfigurator(new HttpsConfigurator(server));
        origin.createContext("/", exchange -> {
            try (exchange) {
                posts.incrementAndGet();
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(status, -1);
            }
        });
        origin.start();
    }

    @AfterEach
    void stop() {
        origin.stop(0);
    }

    private int port() {
        return origin.getAddress().getPort();
    }

    @Test
    void postsThroughATunnelToAHostThatOnlyTheProxyKnows() throws Exception {
        try (TunnelProxy proxy = new TunnelProxy(port(), head -> "")) {
            WebhookClient client = client(proxy.port(), "", LIMIT, trusting);

            assertThat(post(client)).isEqualTo(200);
            assertThat(client.connect("slack"))
                    .isEqualTo(HOST + ":" + port() + " through the proxy 127.0.0.1:" + proxy.port());

            assertThat(posts).hasValue(1);
            assertThat(proxy.requests())
                    .hasSize(2)
                    .allSatisfy(head -> assertThat(head)
                            .startsWith("CONNECT " + HOST + ":" + port() + " HTTP/1.1")
                            .doesNotContain("SECRET", "Proxy-Authorization"));
        }
    }

    @Test
    void loginGoesToTheProxyAndNowhereElse() throws Exception {
        String expected = "Proxy-Authorization: Basic dXNlcjpwQHNz";
        try (TunnelProxy proxy = new TunnelProxy(
                port(), head -> head.contains(expected) ? "" : answer(407, "Proxy-Authenticate: Basic realm=\"x\""))) {
            assertThat(post(client(proxy.port(), "user:p%40ss@", LIMIT, trusting)))
                    .isEqualTo(200);
            assertThat(failure(client(proxy.port(), "user:WRONG@", LIMIT, trusting)))
                    .hasMessage("slack webhook: proxy 127.0.0.1:" + proxy.port() + " answered HTTP 407 Proxy"
                            + " Authentication Required; give its user and password in SPOT_PROXY")
                    .matches(WebhookFailedException::permanent);
            assertThat(posts).hasValue(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, X-Squid-Error: ERR_ACCESS_DENIED 0, HTTP 403 Forbidden (ERR_ACCESS_DENIED 0), true",
        "502, Via: x, HTTP 502 Bad Gateway, false",
        "503, X-Squid-Error: ERR_DNS_FAIL 0, HTTP 503 Service Unavailable (ERR_DNS_FAIL 0), false",
        "302, Location: http://login.corp/SECRET, HTTP 302 Moved Temporarily, true"
    })
    void refusalOfTheProxyIsNamedAsItsOwn(int refused, String header, String said, boolean permanent) throws Exception {
        try (TunnelProxy proxy = new TunnelProxy(port(), head -> answer(refused, header))) {
            assertThat(failure(client(proxy.port(), "", LIMIT, trusting)))
                    .hasMessage("slack webhook: proxy 127.0.0.1:" + proxy.port() + " answered " + said)
                    .matches(failure -> failure.permanent() == permanent);
            assertThat(posts).hasValue(0);
        }
    }

    @Test
    void answerOfTheFarEndIsItsOwn() throws Exception {
        status = 502;
        try (TunnelProxy proxy = new TunnelProxy(port(), head -> "")) {
            assertThat(post(client(proxy.port(), "", LIMIT, trusting))).isEqualTo(502);
        }
    }

    @Test
    void proxyThatIsNotThereIsNamed() throws Exception {
        int nobody = FreePort.find();

        assertThat(failure(client(nobody, "", LIMIT, trusting)))
                .hasMessage("slack webhook: proxy 127.0.0.1:" + nobody + ": connection refused")
                .matches(failure -> !failure.permanent());
    }

    @Test
    void proxyThatIsNoneOrDoesNotAnswerIsNamed() throws Exception {
        try (TunnelProxy proxy = new TunnelProxy(port(), head -> "220 mail.corp ESMTP\r\n")) {
            assertThat(failure(client(proxy.port(), "", LIMIT, trusting)))
                    .hasMessageStartingWith("slack webhook: proxy 127.0.0.1:" + proxy.port() + ": ");
        }
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(failure(client(silent.getLocalPort(), "", Duration.ofMillis(500), trusting)))
                    .hasMessage("slack webhook: proxy 127.0.0.1:" + silent.getLocalPort() + ": timed out")
                    .matches(failure -> !failure.permanent());
        }
    }

    @Test
    void certificateOfTheFarEndIsCheckedThroughTheTunnel() throws Exception {
        try (TunnelProxy proxy = new TunnelProxy(port(), head -> "")) {
            assertThat(failure(client(proxy.port(), "", LIMIT, SSLContexts.createSystemDefault())))
                    .hasMessage("slack webhook: TLS failed: the certificate is not signed by a trusted authority")
                    .matches(WebhookFailedException::permanent);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "169.254.169.254", "[fd00:ec2::254]", "2852039166"})
    void addressesInDigitsAreJudgedBeforeTheProxyIsAsked(String host) throws Exception {
        try (TunnelProxy proxy = new TunnelProxy(port(), head -> "")) {
            String url = "https://" + host + "/";
            WebhookAddress address =
                    WebhookAddress.parse(url, new WebhookHostPolicy(Set.of(), "/", true, List.of(host)));

            assertThat(failure(client(proxy.port(), "", address, LIMIT, trusting)))
                    .hasMessageStartingWith("slack webhook: its host ")
                    .matches(WebhookFailedException::permanent);
            assertThat(proxy.requests()).isEmpty();
        }
    }

    private static String answer(int status, String header) {
        return "HTTP/1.1 " + status + " Words\r\n" + header + "\r\nContent-Length: 4\r\n\r\nbody";
    }

    private WebhookClient client(int proxy, String login, Duration limit, SSLContext tls) {
        String host = HOST + ":" + port();
        WebhookAddress address = WebhookAddress.parse(
                "https://" + host + "/services/SECRET", new WebhookHostPolicy(Set.of(), "/", true, List.of(host)));
        return client(proxy, login, address, limit, tls);
    }

    private static WebhookClient client(
            int proxy, String login, WebhookAddress address, Duration limit, SSLContext tls) {
        WebhookTransport.Lookup names = host -> {
            if (host.equals("127.0.0.1")) {
                return InetAddress.getAllByName(host);
            }
            throw new UnknownHostException(host);
        };
        ProxyRules rules = ProxyRules.of(HttpProxy.parse("http://" + login + "127.0.0.1:" + proxy), "");
        WebhookTransport transport = new WebhookTransport(
                new WebhookTransport.Timeouts(limit, limit), AddressRules.of(List.of()), rules, names, tls);
        return new WebhookClient(channel -> new Webhook(address), transport, false);
    }

    private static WebhookFailedException failure(WebhookClient client) {
        return catchThrowableOfType(WebhookFailedException.class, () -> post(client));
    }

    private static int post(WebhookClient client) throws IOException {
        HttpPost request = new HttpPost("https://slack");
        request.setEntity(new StringEntity("{}", StandardCharsets.UTF_8));
        try (ClassicHttpResponse answer = client.executeOpen(new HttpHost("https", "slack"), request, null)) {
            EntityUtils.consume(answer.getEntity());
            return answer.getCode();
        }
    }
}
