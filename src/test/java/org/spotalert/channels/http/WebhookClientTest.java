package org.spotalert.channels.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.net.ServerSocketFactory;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.local.CertificateAuthority;
import org.spotalert.local.TricklingServer;
import org.spotalert.local.WebhookReceiver;
import org.spotalert.platform.network.ProxyRules;

class WebhookClientTest {

    private static final String SECRET = "/v1/spaces/AAAA/messages?key=SECRETKEY&token=SECRETTOKEN%3D";

    private static final WebhookTransport.Timeouts TIMEOUTS =
            new WebhookTransport.Timeouts(Duration.ofMillis(700), Duration.ofMillis(700));
    /** Longer than any test may take. */
    private static final Duration FOREVER = Duration.ofMinutes(5);

    private static final Duration TRICKLE = Duration.ofMillis(50);

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort().dynamicHttpsPort())
            .build();

    @Test
    void keepsTheEncodedSecretAsItStands() throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(ok("fine")));

        try (ClassicHttpResponse answer = send(client(address("http", SERVER.getPort())))) {
            assertThat(answer.getCode()).isEqualTo(200);
            assertThat(EntityUtils.toString(answer.getEntity())).isEqualTo("fine");
        }
        SERVER.verify(postRequestedFor(urlEqualTo(SECRET)));
    }

    @Test
    void followsNoRedirectAndDropsItsTarget() throws Exception {
        SERVER.stubFor(post(anyUrl())
                .willReturn(aResponse()
                        .withStatus(307)
                        .withHeader("Location", SERVER.baseUrl() + SECRET)
                        .withHeader("Set-Cookie", "a=b")));

        try (ClassicHttpResponse answer = send(client(address("http", SERVER.getPort())))) {
            assertThat(answer.getCode()).isEqualTo(307);
            assertThat(answer.getHeaders()).isEmpty();
        }
        SERVER.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void withholdsAnswersThatRepeatTheSecret() throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(404).withBody("no key SECRETKEY here")));

        try (ClassicHttpResponse answer = send(client(address("http", SERVER.getPort())))) {
            assertThat(EntityUtils.toString(answer.getEntity())).contains("withheld");
        }
    }

    @Test
    void readsNoMoreThanTheLimit() throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(ok("x".repeat(2_000_000))));

        try (ClassicHttpResponse answer = send(client(address("http", SERVER.getPort())))) {
            assertThat(EntityUtils.toByteArray(answer.getEntity())).hasSize(WebhookResponse.LONGEST);
        }
    }

    @Test
    void nothingThrownSaysTheAddress() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        assertRedacted(client(address("http", closed)), "google-chat webhook: connection refused");
        // The server's certificate is its own invention.
        assertRedacted(client(address("https", SERVER.getHttpsPort())), "google-chat webhook: TLS failed");
        SERVER.stubFor(post(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertRedacted(client(address("http", SERVER.getPort())), "google-chat webhook: connection broken off");
        SERVER.stubFor(post(anyUrl()).willReturn(ok().withFixedDelay(5_000)));
        assertRedacted(client(address("http", SERVER.getPort())), "google-chat webhook: timed out");
    }

    @Test
    void answerThatTricklesEndsAtTheDeadline() throws Exception {
        try (TricklingServer server = new TricklingServer(TricklingServer.HEAD, TRICKLE)) {
            assertThat(failure(client(address(server))))
                    .hasMessage("google-chat webhook: " + Failures.UNANSWERED)
                    .matches(WebhookFailedException::permanent);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void textThatIsNeededHasToComeInTime() throws Exception {
        try (TricklingServer server = new TricklingServer(TricklingServer.text(200), TRICKLE)) {
            assertThat(failure(client(new Webhook(address(server)), InetAddress::getAllByName, TIMEOUTS, true)))
                    .hasMessage("google-chat webhook: " + Failures.UNANSWERED)
                    .matches(WebhookFailedException::permanent);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403, 503})
    void statusCountsThoughItsTextTrickles(int status) throws Exception {
        try (TricklingServer server = new TricklingServer(TricklingServer.text(status), TRICKLE);
                ClassicHttpResponse answer = send(client(address(server)))) {
            assertThat(answer.getCode()).isEqualTo(status);
        }
    }

    @Test
    void textThatNobodyNeedsIsNotWaitedFor() throws Exception {
        try (TricklingServer server = new TricklingServer(TricklingServer.text(200), FOREVER);
                ClassicHttpResponse answer = send(client(
                        new Webhook(address(server)),
                        InetAddress::getAllByName,
                        new WebhookTransport.Timeouts(FOREVER, FOREVER),
                        false))) {
            assertThat(answer.getCode()).isEqualTo(200);
        }
    }

    @Test
    void tlsThatIsNotAgreedUponIsAMatterOfConnecting() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            WebhookClient client = client(
                    new Webhook(address("https", silent.getLocalPort())),
                    InetAddress::getAllByName,
                    new WebhookTransport.Timeouts(Duration.ofMillis(300), FOREVER),
                    false);

            assertThat(failure(client))
                    .hasMessage("google-chat webhook: timed out")
                    .matches(failure -> !failure.permanent());
        }
    }

    @Test
    void nothingIsSentAfterTheDeadlineOfALookup() throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(ok()));
        CountDownLatch answered = new CountDownLatch(1);
        CompletableFuture<Thread> asking = new CompletableFuture<>();
        WebhookTransport.Lookup silent = host -> {
            asking.complete(Thread.currentThread());
            await().forever().until(() -> answered.getCount() == 0);
            return InetAddress.getAllByName(host);
        };

        assertThat(failure(client(address("http", SERVER.getPort()), silent)))
                .hasMessage("google-chat webhook: timed out")
                .matches(failure -> !failure.permanent());

        answered.countDown();
        await("the end of its work").until(() -> asking.get().getState() == Thread.State.TIMED_WAITING);
        SERVER.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void addressesAreTriedInTurn() throws Exception {
        InetAddress forbidden = InetAddress.getByName("169.254.169.254");
        InetAddress nobodyListens = InetAddress.getByName("127.0.0.2");
        try (WebhookReceiver receiver = WebhookReceiver.start(0)) {
            int port = URI.create(receiver.url()).getPort();

            send(client(address("http", port), host ->
                            new InetAddress[] {forbidden, nobodyListens, InetAddress.getLoopbackAddress()}))
                    .close();

            assertThat(receiver.accepted()).hasSize(1);
        }
    }

    @Test
    void oneHostThatIsStuckKeepsNoConnectionFromAnother() throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(ok()));
        try (ServerSocket stuck = new ServerSocket(0, 100)) {
            WebhookTransport transport = new WebhookTransport(
                    new WebhookTransport.Timeouts(Duration.ofMillis(500), FOREVER),
                    AddressRules.of(List.of("127.0.0.1")),
                    ProxyRules.none(),
                    InetAddress::getAllByName,
                    SSLContexts.createSystemDefault());
            WebhookClient toStuck =
                    new WebhookClient(channel -> new Webhook(address("http", stuck.getLocalPort())), transport, false);
            List<CompletableFuture<Void>> waiting = IntStream.range(0, WebhookHttp.MOST_TO_ONE_HOST)
                    .mapToObj(request -> CompletableFuture.runAsync(() -> failure(toStuck), THREADS))
                    .toList();
            List<Socket> held = new ArrayList<>();
            for (int request = 0; request < waiting.size(); request++) {
                held.add(stuck.accept());
            }

            assertThat(failure(toStuck))
                    .hasMessage("google-chat webhook: 20 requests to its host are under way and not answered")
                    .matches(failure -> !failure.permanent());
            WebhookClient toAnother =
                    new WebhookClient(channel -> new Webhook(address("http", SERVER.getPort())), transport, false);
            try (ClassicHttpResponse answer = send(toAnother)) {
                assertThat(answer.getCode()).isEqualTo(200);
            }

            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            for (Socket socket : held) {
                socket.close();
            }
            CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void requestThatNobodyReadsIsBrokenOffAtTheDeadline(String scheme, @TempDir Path directory) throws Exception {
        CertificateAuthority authority = new CertificateAuthority(directory);
        ServerSocketFactory sockets = scheme.equals("http")
                ? ServerSocketFactory.getDefault()
                : authority.server().getServerSocketFactory();
        try (ServerSocket server = sockets.createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(() -> firstByte(server), THREADS);
            WebhookTransport transport = new WebhookTransport(
                    new WebhookTransport.Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(2)),
                    AddressRules.of(List.of("127.0.0.1")),
                    ProxyRules.none(),
                    InetAddress::getAllByName,
                    authority.client());
            WebhookClient client =
                    new WebhookClient(channel -> new Webhook(address(scheme, server.getLocalPort())), transport, false);
            HttpPost request = new HttpPost("https://google-chat");
            request.setEntity(new ByteArrayEntity(new byte[20_000_000], ContentType.APPLICATION_JSON));

            assertThat(catchThrowableOfType(
                            WebhookFailedException.class,
                            () -> client.executeOpen(new HttpHost("https", "google-chat"), request, null)
                                    .close()))
                    .hasMessage("google-chat webhook: " + Failures.UNANSWERED)
                    .matches(WebhookFailedException::permanent);

            // Reads to the end of a connection that is closed, and would wait for one that is not.
            try (Socket socket = accepted.get()) {
                socket.setSoTimeout(20_000);
                assertThat(catchThrowable(() -> socket.getInputStream().transferTo(OutputStream.nullOutputStream())))
                        .isNotInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    private static Socket firstByte(ServerSocket server) {
        try {
            Socket socket = server.accept();
            assertThat(socket.getInputStream().read()).isNotNegative();
            return socket;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void askedForALoginItGivesNone() throws Exception {
        SERVER.stubFor(post(anyUrl())
                .willReturn(aResponse().withStatus(401).withHeader("WWW-Authenticate", "Basic realm=\"x\"")));

        try (ClassicHttpResponse answer = send(client(address("http", SERVER.getPort())))) {
            assertThat(answer.getCode()).isEqualTo(401);
        }
        SERVER.verify(
                1,
                postRequestedFor(anyUrl())
                        .withoutHeader("Authorization")
                        .withoutHeader("Accept-Encoding")
                        .withoutHeader("Upgrade")
                        .withHeader("Connection", equalTo("close"))
                        .withHeader("User-Agent", equalTo("spot-interruption-alerts")));
    }

    @Test
    void headersWithoutAnEndAreNotKept() throws Exception {
        try (TricklingServer server =
                new TricklingServer("HTTP/1.1 200 OK\r\n" + "X-More: again\r\n".repeat(300), FOREVER)) {
            assertThat(failure(client(
                            new Webhook(address(server)),
                            InetAddress::getAllByName,
                            new WebhookTransport.Timeouts(FOREVER, FOREVER),
                            false)))
                    .hasMessageStartingWith("google-chat webhook: ");
        }
    }

    @Test
    void hostWithAPrivateAddressIsRefusedAndTheWayOutIsNamed() throws Exception {
        InetAddress inside = InetAddress.getByName("10.1.2.3");
        WebhookAddress chat = WebhookAddress.parse(
                "https://chat.googleapis.com" + SECRET,
                new WebhookHostPolicy(Set.of("chat.googleapis.com"), "/v1/spaces/", true, List.of()));

        assertRedacted(
                client(chat, host -> new InetAddress[] {inside}),
                "google-chat webhook: its host has a private or reserved address; if that is right, list the host");
    }

    @Test
    void unknownChannelHasNoAddress() {
        WebhookClient client = new WebhookClient(
                channel -> {
                    throw new IllegalArgumentException("no address is set for " + channel);
                },
                WebhookTransports.toThisMachine(FOREVER),
                false);

        assertThatThrownBy(
                        () -> client.executeOpen(HttpHost.create("https://slack"), new HttpPost("https://slack"), null))
                .isInstanceOfSatisfying(
                        WebhookFailedException.class,
                        failure -> assertThat(failure.permanent()).isTrue())
                .hasMessage("no address is set for slack");
    }

    private static void assertRedacted(WebhookClient client, String message) {
        assertThatThrownBy(() -> send(client).close())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(message)
                .hasNoCause()
                .satisfies(failure -> {
                    StringWriter everything = new StringWriter();
                    failure.printStackTrace(new PrintWriter(everything));
                    assertThat(everything.toString())
                            .doesNotContain("SECRET")
                            .doesNotContain("AAAA")
                            .doesNotContain("127.0.0.1")
                            .doesNotContain("googleapis.com");
                });
    }

    private static WebhookFailedException failure(WebhookClient client) {
        return catchThrowableOfType(
                WebhookFailedException.class, () -> send(client).close());
    }

    private static ClassicHttpResponse send(WebhookClient client) throws IOException {
        HttpPost request = new HttpPost("https://google-chat");
        request.setEntity(new StringEntity("{}", StandardCharsets.UTF_8));
        return client.executeOpen(new HttpHost("https", "google-chat"), request, null);
    }

    private static WebhookAddress address(TricklingServer server) {
        return address("http", URI.create(server.url()).getPort());
    }

    private static WebhookAddress address(String scheme, int port) {
        return WebhookAddress.parse(
                scheme + "://127.0.0.1:" + port + SECRET,
                new WebhookHostPolicy(Set.of("chat.googleapis.com"), "/v1/spaces/", true, List.of("127.0.0.1")));
    }

    private static WebhookClient client(WebhookAddress address) {
        return client(address, InetAddress::getAllByName);
    }

    private static WebhookClient client(WebhookAddress address, WebhookTransport.Lookup lookup) {
        return client(new Webhook(address), lookup);
    }

    private static WebhookClient client(Webhook webhook, WebhookTransport.Lookup lookup) {
        return client(webhook, lookup, TIMEOUTS, false);
    }

    private static WebhookClient client(
            Webhook webhook, WebhookTransport.Lookup lookup, WebhookTransport.Timeouts timeouts, boolean needsText) {
        AddressRules addresses = AddressRules.of(List.of("127.0.0.1"));
        return new WebhookClient(
                channel -> webhook,
                new WebhookTransport(timeouts, addresses, ProxyRules.none(), lookup, SSLContexts.createSystemDefault()),
                needsText);
    }
}
