package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.CertificateAuthority;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Outage;
import org.spotalert.local.Variables;

/** The real jar where something keeps it from AWS: log and health say what, and what to do. */
class AwsOutOfReachIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String CANNOT = "queue cannot be read; trying again";

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());

    @TempDir
    static Path directory;

    private static CertificateAuthority authority;

    private final Map<String, String> settings = new HashMap<>();

    @BeforeAll
    static void furnish() throws Exception {
        AWS.queue("spot", 5);
        AWS.topic("alerts");
        AWS.cluster("blue");
        authority = new CertificateAuthority(directory);
        Files.writeString(directory.resolve("config"), """
                [profile sso]
                region = eu-west-1
                sso_session = corp
                sso_account_id = 111122223333
                sso_role_name = ops
                [sso-session corp]
                sso_region = eu-west-1
                sso_start_url = https://example.awsapps.com/start
                """);
    }

    @AfterAll
    static void tearDown() {
        AWS.close();
        MOTO.close();
    }

    @BeforeEach
    void settings() {
        settings.putAll(Variables.aws(MOTO.endpoint()));
        settings.putAll(Variables.sns("arn:aws:sns:" + AwsWorld.REGION + ":" + AwsWorld.ACCOUNT + ":alerts"));
        settings.put("AWS_EC2_METADATA_DISABLED", "true");
        settings.put("AWS_CONFIG_FILE", directory.resolve("config").toString());
        settings.put(
                "AWS_SHARED_CREDENTIALS_FILE", directory.resolve("credentials").toString());
    }

    private AppProcess start() {
        return AppProcess.start(settings, directory.resolve("program.log"));
    }

    private void withoutKeys() {
        settings.remove("AWS_ACCESS_KEY_ID");
        settings.remove("AWS_SECRET_ACCESS_KEY");
    }

    private static long said(AppProcess program) {
        return program.output().lines().filter(line -> line.contains(CANNOT)).count();
    }

    /** The reason is said in one ERROR, with a remedy, and by health; and however often the queue is checked, once. */
    private void saysOnce(String reason, String remedy) {
        try (AppProcess program = start()) {
            program.awaitHealth("503", "the queue cannot be read: " + reason);
            await("log").atMost(SOON).until(() -> said(program) > 0);
            await("no repetition").during(Duration.ofSeconds(3)).atMost(SOON).until(() -> said(program) == 1);
            assertThat(program.output().lines().filter(line -> line.contains(CANNOT)))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("ERROR", reason, remedy));
            assertThat(program.output()).doesNotContain("NullPointerException", "\tat ");
        }
    }

    @Test
    void noCredentialsAreSaid() {
        withoutKeys();
        // Its URL makes a name of the queue that needs no question.
        settings.put("SPOT_QUEUE", MOTO.endpoint() + "/" + AwsWorld.ACCOUNT + "/spot");

        saysOnce(
                "no credentials: no environment variables, profile, container role or instance role gives any",
                "give credentials");
    }

    @Test
    void sentenceAboutAnSsoProfileIsPassedOn() {
        withoutKeys();
        settings.put("AWS_PROFILE", "sso");

        saysOnce("no credentials: Unable to load SSO token", "give credentials");
    }

    @Test
    void profileThatDoesNotExistIsNamed() {
        withoutKeys();
        settings.put("AWS_PROFILE", "typo");

        saysOnce("no credentials: Profile file contained no credentials for profile 'typo'", "AWS_PROFILE");
    }

    @Test
    void profileThatDoesNotExistIsNotTakenForAMissingRegion() throws InterruptedException {
        withoutKeys();
        settings.remove("AWS_REGION");
        settings.put("AWS_PROFILE", "typo");
        try (AppProcess program = start()) {
            program.awaitExit();

            assertThat(program.output())
                    .contains(
                            "AWS_PROFILE: there is no profile \"typo\" in " + directory.resolve("config"),
                            "there are sso")
                    .doesNotContain("AWS_REGION: is missing");
        }
    }

    @Test
    void hostThatIsNotFoundIsNamed() {
        settings.put("AWS_ENDPOINT_URL", "http://no-such-host.invalid");

        saysOnce("host name not found: no-such-host.invalid", "DNS");
    }

    @Test
    void refusedPortIsNamed() {
        int closed = FreePort.find();
        settings.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + closed);

        saysOnce("connection refused: 127.0.0.1:" + closed, "firewall");
    }

    @Test
    void proxyThatIsNotThereIsNamed() {
        int closed = FreePort.find();
        settings.put("AWS_ENDPOINT_URL", "https://sqs.example.invalid");
        settings.put("HTTP_PROXY", "http://127.0.0.1:" + closed);

        saysOnce("connection refused: 127.0.0.1:" + closed, "proxy");
    }

    @Test
    void certificateOfAnAuthorityOfOnesOwnIsTrustedOnRequest() throws Exception {
        try (Outage tls = Outage.before(MOTO.endpoint(), authority.server().getServerSocketFactory())) {
            settings.put("AWS_ENDPOINT_URL", "https://localhost:" + tls.port());
            saysOnce("TLS failed: the certificate is not signed by a trusted authority", "trust the authority");

            settings.put("JAVA_TOOL_OPTIONS", authority.trustOptions());
            try (AppProcess program = start()) {
                program.awaitReady();
                assertThat(said(program)).isZero();
            }
        }
    }

    @Test
    void proxyThatRefusesIsNamed() throws IOException {
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            refuse(proxy);
            settings.put("AWS_ENDPOINT_URL", "https://sqs.example.invalid");
            settings.put("HTTP_PROXY", "http://127.0.0.1:" + proxy.getLocalPort());

            saysOnce("HTTP 407, the proxy asks for a login", "proxy");
        }
    }

    private static void refuse(ServerSocket proxy) {
        Thread thread = new Thread(() -> {
            while (!proxy.isClosed()) {
                try (Socket client = proxy.accept()) {
                    client.getInputStream().read(new byte[4096]);
                    client.getOutputStream()
                            .write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                } catch (SocketException over) {
                    // The test is over.
                } catch (IOException gone) {
                    // The client has seen enough.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
