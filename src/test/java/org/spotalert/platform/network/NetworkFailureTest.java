package org.spotalert.platform.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.CertificateAuthority;
import org.spotalert.local.FreePort;

/** What the JDK throws at real sockets, in words. */
class NetworkFailureTest {

    @TempDir
    static Path directory;

    private static CertificateAuthority authority;

    @BeforeAll
    static void found() throws Exception {
        authority = new CertificateAuthority(directory);
    }

    @Test
    void certificateOfAnUnknownAuthority() throws Exception {
        assertThat(handshake(tls(authority.server()), SSLContext.getDefault())).contains(NetworkFailure.CERTIFICATE);
    }

    @Test
    void certificateOfAKnownAuthority() throws Exception {
        assertThat(handshake(tls(authority.server()), authority.client())).isEmpty();
    }

    @Test
    void certificateForAnotherName() throws Exception {
        assertThat(handshake(tls(authority.server(CertificateAuthority.dns("other.test"))), authority.client()))
                .contains(NetworkFailure.NAME_MISMATCH);
    }

    @Test
    void certificateForAnotherAddress() throws Exception {
        assertThat(handshake(tls(authority.server(CertificateAuthority.address("10.0.0.1"))), authority.client()))
                .contains(NetworkFailure.NAME_MISMATCH);
    }

    @Test
    void certificateThatHasExpired() throws Exception {
        assertThat(handshake(tls(authority.expiredServer()), authority.client()))
                .contains(NetworkFailure.CERTIFICATE_DATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Received fatal alert: bad_certificate",
                "Received fatal alert: certificate_required",
                "(certificate_required) Received fatal alert: certificate_required",
                "Received fatal alert: unknown_ca"
            })
    void serverThatWantsACertificateOfOurs(String alert) {
        assertThat(NetworkFailure.of(new SSLHandshakeException(alert))).contains(NetworkFailure.CLIENT_CERTIFICATE);
    }

    @Test
    void serverWithoutAProtocolInCommon() throws Exception {
        SSLServerSocket server = tls(authority.server());
        server.setEnabledProtocols(new String[] {"TLSv1.3"});

        assertThat(handshake(server, authority.client())).contains(NetworkFailure.PROTOCOL);
    }

    @Test
    void portWithoutTls() throws Exception {
        assertThat(handshake(plain("HTTP/1.1 400 Bad Request\r\n\r\n"), SSLContext.getDefault()))
                .contains(NetworkFailure.PROTOCOL);
    }

    @Test
    void serverThatHangsUpOnTls() throws Exception {
        assertThat(handshake(plain(""), SSLContext.getDefault())).contains(NetworkFailure.HANDSHAKE_BROKEN_OFF);
    }

    @Test
    void portThatNobodyListensAt() throws Exception {
        int closed = FreePort.find();

        assertThat(NetworkFailure.of(
                        catchThrowable(() -> new Socket(InetAddress.getLoopbackAddress(), closed).close())))
                .contains(NetworkFailure.REFUSED);
    }

    @Test
    void nameThatNobodyHas() {
        assertThat(NetworkFailure.of(catchThrowable(() -> InetAddress.getAllByName("nobody.invalid"))))
                .contains(NetworkFailure.HOST_NOT_FOUND);
    }

    @Test
    void serverThatClosesInsteadOfAnswering() {
        assertThat(NetworkFailure.of(new RuntimeException(new NoHttpResponseException("x"))))
                .contains(NetworkFailure.NO_ANSWER);
    }

    @Test
    void whatTheNetworkIsNotToBlameFor() {
        assertThat(NetworkFailure.of(new IllegalStateException(new IOException("x"))))
                .isEmpty();
    }

    private static SSLServerSocket tls(SSLContext context) throws IOException {
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static ServerSocket plain(String answer) throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress()) {
            @Override
            public Socket accept() throws IOException {
                Socket socket = super.accept();
                // Read first: unread bytes would make a reset of the end.
                socket.getInputStream().read(new byte[1 << 14]);
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                return socket;
            }
        };
    }

    /** What a client of TLS 1.2 makes of the server, as the first client. */
    private static Optional<NetworkFailure> handshake(ServerSocket server, SSLContext client) throws IOException {
        try (server) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
                try (Socket socket = server.accept()) {
                    if (socket instanceof SSLSocket secured) {
                        secured.startHandshake();
                    }
                } catch (IOException ended) {
                    // The client says how.
                }
            });
            Throwable failure = catchThrowable(() -> shakeHands(server.getLocalPort(), client));
            served.join();
            return NetworkFailure.of(failure);
        }
    }

    private static void shakeHands(int port, SSLContext client) throws IOException {
        try (SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket("localhost", port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {"TLSv1.2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        }
    }
}
