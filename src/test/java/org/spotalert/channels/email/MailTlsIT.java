package org.spotalert.channels.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.AppProcess;
import org.spotalert.local.CertificateAuthority;
import org.spotalert.local.TlsMailServer;

/** The real jar mails through a server with TLS, whose certificate an authority of one's own has signed. */
class MailTlsIT {

    @TempDir
    static Path directory;

    private static CertificateAuthority authority;
    private static TlsMailServer server;
    private static TlsMailServer misnamed;

    private final Map<String, String> settings = new HashMap<>();

    @BeforeAll
    static void serve() throws Exception {
        authority = new CertificateAuthority(directory);
        server = new TlsMailServer(authority.serverPem());
        misnamed = new TlsMailServer(authority.serverPem(CertificateAuthority.dns("mail.example.org")));
    }

    @AfterAll
    static void stop() {
        server.close();
        misnamed.close();
    }

    @BeforeEach
    void furnish() {
        settings.putAll(Map.of(
                "AWS_REGION", "eu-west-1",
                "ENABLE_EMAIL", "true",
                "SMTP_HOST", "localhost",
                "SMTP_USERNAME", "alerts",
                "SMTP_PASSWORD", "correct horse",
                "EMAIL_FROM", "Spot <spot@alerts.example.com>",
                "EMAIL_TO", "team@example.com",
                "JAVA_TOOL_OPTIONS", authority.trustOptions()));
    }

    /** What the command says that sends a mail. */
    private String send(TlsMailServer to, String mode, int exit) throws InterruptedException {
        settings.put("SMTP_PORT", String.valueOf(to.port(mode)));
        settings.put("SMTP_TLS", mode);
        try (AppProcess jar =
                AppProcess.start(settings, directory.resolve("mail.log"), "test-alert", "--channel", "email")) {
            assertThat(jar.awaitExit()).as(jar.output()).isEqualTo(exit);
            return jar.output();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void mailArrivesWhereTheAuthorityIsTrusted(String mode) throws Exception {
        int before = server.mails().size();

        send(server, mode, 0);

        await("mail").atMost(Duration.ofMinutes(1)).until(() -> server.mails().size() == before + 1);
        assertThat(server.mails().get(before))
                .contains("\"hello\": \"alerts.example.com\"", "\"tls\": true", "team@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void authorityThatNobodyTrustsIsNamed(String mode) throws Exception {
        settings.remove("JAVA_TOOL_OPTIONS");

        assertThat(send(server, mode, 1)).contains("TLS failed: the certificate is not signed by a trusted authority");
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void certificateOfAnotherHostIsNamed(String mode) throws Exception {
        assertThat(send(misnamed, mode, 1)).contains("TLS failed: the certificate is for another host name");
        assertThat(misnamed.mails()).isEmpty();
    }

    @Test
    void serversWordsAboutOurNameAreSaid() throws Exception {
        settings.put("SMTP_HELLO", "localhost");

        assertThat(send(server, "tls", 1))
                .contains("SMTP 504 refused: 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname");
    }

    @Test
    void serversWordsAboutALoginAreSentWithoutThePassword() throws Exception {
        settings.put("SMTP_PASSWORD", "not-the-password");

        assertThat(send(server, "starttls", 1))
                .contains("SMTP login refused: 5.7.8 alerts / *** not accepted, see"
                        + " https://support.google.com/mail/?p=BadCredentials")
                .doesNotContain("not-the-password");
    }
}
