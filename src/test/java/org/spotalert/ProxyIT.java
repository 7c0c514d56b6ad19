package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.CertificateAuthority;
import org.spotalert.local.TunnelProxy;

/** The real jar behind a proxy with a login, in front of a server whose certificate an own authority has signed. */
class ProxyIT {

    private static final String HOST = "hooks.corp.test";
    private static final String LOGIN = "Proxy-Authorization: Basic c3BvdDpHRUhFSU0=";

    @TempDir
    private Path directory;

    private final List<String> posted = new CopyOnWriteArrayList<>();

    @Test
    void alertGoesThroughTheProxyToAServerThatOnlyItKnows() throws Exception {
        CertificateAuthority authority = new CertificateAuthority(directory);
        HttpsServer origin = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        origin.setHttpsConfigurator(new HttpsConfigurator(authority.server(CertificateAuthority.dns(HOST))));
        origin.createContext("/", exchange -> {
            try (exchange) {
                posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        origin.start();
        try (TunnelProxy proxy = new TunnelProxy(origin.getAddress().getPort(), ProxyIT::refusal)) {
            Map<String, String> environment =
                    environment(authority, origin.getAddress().getPort());
            environment.put("https_proxy", "http://127.0.0.1:" + proxy.port());

            assertThat(run("refused", environment)).contains("proxy 127.0.0.1:" + proxy.port() + " answered HTTP 407");

            environment.put("SPOT_PROXY", "http://spot:GEHEIM@127.0.0.1:" + proxy.port());
            String said = run("taken", environment);

            assertThat(posted).hasSize(1);
            assertThat(proxy.requests())
                    .hasSize(2)
                    .allSatisfy(head -> assertThat(head).startsWith("CONNECT " + HOST));
            assertThat(said).doesNotContain("GEHEIM", "c3BvdDpHRUhFSU0");
        } finally {
            origin.stop(0);
        }
    }

    @Test
    void addressThatIsNoProxyStopsTheProgramWithoutBeingRepeated() throws Exception {
        Map<String, String> environment = new HashMap<>(
                Map.of("ENABLE_SLACK", "true", "SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/x"));
        environment.put("HTTPS_PROXY", "https://spot:GEHEIM@127.0.0.1:1");

        assertThat(run("wrong", environment))
                .contains("HTTPS_PROXY (spot.proxy): is not the address of a proxy")
                .doesNotContain("GEHEIM");
    }

    @Test
    void awsIsAskedThroughTheProxyUnlessItsDomainIsListed() throws Exception {
        try (TunnelProxy proxy = new TunnelProxy(1, head -> "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")) {
            Map<String, String> environment = new HashMap<>(Map.of(
                    "AWS_REGION", "eu-west-1",
                    "AWS_ACCESS_KEY_ID", "local",
                    "AWS_SECRET_ACCESS_KEY", "local",
                    "HTTPS_PROXY", "http://spot:GEHEIM@127.0.0.1:" + proxy.port(),
                    "SPOT_QUEUE", "spot"));
            environment.put("AWS_ENDPOINT_URL_STS", "http://sts.localhost:1");
            environment.put("NO_PROXY", "corp.test,.localhost");

            run("through", environment, "check");

            assertThat(proxy.requests())
                    .isNotEmpty()
                    .allSatisfy(head -> assertThat(head)
                            .containsPattern("^CONNECT (sqs|ecs|ec2|events)\\.eu-west-1\\.amazonaws\\.com:443")
                            .contains(LOGIN));
        }
    }

    private static String refusal(String head) {
        return head.contains(LOGIN) ? "" : "HTTP/1.1 407 Log in\r\nContent-Length: 0\r\n\r\n";
    }

    private String run(String name, Map<String, String> environment) throws Exception {
        return run(name, environment, "test-alert", "--channel", "slack");
    }

    private String run(String name, Map<String, String> environment, String... command) throws Exception {
        Path log = directory.resolve(name + ".log");
        try (AppProcess jar = AppProcess.start(environment, log, command)) {
            jar.awaitExit();
            return jar.output();
        }
    }

    private static Map<String, String> environment(CertificateAuthority authority, int port) {
        return new HashMap<>(Map.of(
                "ENABLE_SLACK", "true",
                "SLACK_WEBHOOK_URL", "https://" + HOST + ":" + port + "/services/x",
                "WEBHOOK_ALLOWED_HOSTS", HOST + ":" + port,
                "SPOT_LOG_LEVEL", "DEBUG",
                "AWS_REGION", "eu-west-1",
                "SPOT_QUEUE", "spot",
                "JDK_JAVA_OPTIONS",
                        "-Djavax.net.ssl.trustStore=" + authority.trustStore() + " -Djavax.net.ssl.trustStorePassword="
                                + CertificateAuthority.PASSWORD));
    }
}
