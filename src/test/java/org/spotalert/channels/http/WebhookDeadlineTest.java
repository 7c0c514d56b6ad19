package org.spotalert.channels.http;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

/** Far ends that are slow, silent or stuck: a request ends in time, and holds up no other. */
class WebhookDeadlineTest {

    private static final Duration TRICKLE = Duration.ofMillis(50);

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort().dynamicHttpsPort())
            .build();

    @Test
    void answerThatTricklesEndsAtTheDeadline() throws Exception {
        try (TricklingServer server = new TricklingServer(TricklingServer.HEAD, TRICKLE)) {
            assertThat(WebhookRequests.failure(WebhookRequests.client(WebhookRequests.address(server))))
                    .hasMessage("google-chat webhook: " + Failures.MAY_HAVE_ARRIVED)
                    .matches(WebhookFailedException::permanent);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void textThatIsNeededHasToComeInTime() throws Exception {
        try (TricklingServer server = new TricklingServer(TricklingServer.text(200), TRICKLE)) {
            assertThat(WebhookRequests.failure(WebhookRequests.client(
                            new Webhook(WebhookRequests.address(server)),
                            InetAddress::getAllByName,
                            WebhookRequests.TIMEOUTS,
                            true)))
                    .hasMessage("google-chat webhook: " + Failures.MAY_HAVE_ARRIVED)
                    .matches(WebhookFailedException::permanent);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403, 503})
    void statusCountsThoughItsTextTrickles(int status) throws Exception {
        try (TricklingServer server = new TricklingServer(TricklingServer.text(status), TRICKLE);
                ClassicHttpResponse answer =
                        WebhookRequests.send(WebhookRequests.client(WebhookRequests.address(server)))) {
            assertThat(answer.getCode()).isEqualTo(status);
        }
    }

    @Test
    void textThatNobodyNeedsIsNotWaitedFor() throws Exception {
        try (TricklingServer server = new TricklingServer(TricklingServer.text(200), WebhookRequests.FOREVER);
                ClassicHttpResponse answer = WebhookRequests.send(WebhookRequests.client(
                        new Webhook(WebhookRequests.address(server)),
                        InetAddress::getAllByName,
                        new WebhookTransport.Timeouts(WebhookRequests.FOREVER, WebhookRequests.FOREVER),
                        false))) {
            assertThat(answer.getCode()).isEqualTo(200);
        }
    }

    @Test
    void headersWithoutAnEndAreNotKept() throws Exception {
        try (TricklingServer server =
                new TricklingServer("HTTP/1.1 200 OK\r\n" + "X-More: again\r\n".repeat(300), WebhookRequests.FOREVER)) {
            assertThat(WebhookRequests.failure(WebhookRequests.client(
                            new Webhook(WebhookRequests.address(server)),
                            InetAddress::getAllByName,
                            new WebhookTransport.Timeouts(WebhookRequests.FOREVER, WebhookRequests.FOREVER),
                            false)))
                    .hasMessageStartingWith("google-chat webhook: ");
        }
    }

    @Test
    void tlsThatIsNotAgreedUponIsAMatterOfConnecting() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            WebhookClient client = WebhookRequests.client(
                    new Webhook(WebhookRequests.address("https", silent.getLocalPort())),
                    InetAddress::getAllByName,
                    new WebhookTransport.Timeouts(Duration.ofMillis(300), WebhookRequests.FOREVER),
                    false);

            assertThat(WebhookRequests.failure(client))
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

        assertThat(WebhookRequests.failure(
                        WebhookRequests.client(WebhookRequests.address("http", SERVER.getPort()), silent)))
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

            WebhookRequests.send(WebhookRequests.client(WebhookRequests.address("http", port), host ->
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
                    new WebhookTransport.Timeouts(Duration.ofSeconds(2), WebhookRequests.FOREVER),
                    AddressRules.of(List.of("127.0.0.1")),
                    ProxyRules.none(),
                    InetAddress::getAllByName,
                    SSLContexts.createSystemDefault());
            WebhookClient toStuck = new WebhookClient(
                    channel -> new Webhook(WebhookRequests.address("http", stuck.getLocalPort())), transport, false);
            List<CompletableFuture<Void>> waiting = IntStream.range(0, WebhookHttp.MOST_TO_ONE_HOST)
                    .mapToObj(request -> CompletableFuture.runAsync(() -> WebhookRequests.failure(toStuck), THREADS))
                    .toList();
            List<Socket> held = new ArrayList<>();
            for (int request = 0; request < waiting.size(); request++) {
                held.add(stuck.accept());
            }

            assertThat(WebhookRequests.failure(toStuck))
                    .hasMessage("google-chat webhook: 20 requests to its host are under way and not answered")
                    .matches(failure -> !failure.permanent());
            WebhookClient toAnother = new WebhookClient(
                    channel -> new Webhook(WebhookRequests.address("http", SERVER.getPort())), transport, false);
            try (ClassicHttpResponse answer = WebhookRequests.send(toAnother)) {
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
            WebhookClient client = new WebhookClient(
                    channel -> new Webhook(WebhookRequests.address(scheme, server.getLocalPort())), transport, false);
            HttpPost request = new HttpPost("https://google-chat");
            request.setEntity(new ByteArrayEntity(new byte[20_000_000], ContentType.APPLICATION_JSON));

            assertThat(catchThrowableOfType(
                            WebhookFailedException.class,
                            () -> client.executeOpen(new HttpHost("https", "google-chat"), request, null)
                                    .close()))
                    .hasMessage("google-chat webhook: " + Failures.MAY_HAVE_ARRIVED)
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
}
