package org.spotalert.platform.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.FreePort;
import org.spotalert.local.RawConnection;

/** A management port with a login and one without, asked over HTTP and over bare connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManagementServerTest {

    private static final Login LOGIN = new Login("admin", "0123456789abcdef");
    private static final String LIST = "{\"type\":\"list\"}";
    private static final String READ =
            "{\"type\":\"read\",\"mbean\":\"java.lang:type=Threading\",\"attribute\":\"ThreadCount\"}";

    private static final Duration HASTE = Duration.ofSeconds(4);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final int port = FreePort.find();
    private final int openPort = FreePort.find();
    private final int hastyPort = FreePort.find();
    private final List<Main> programs = new ArrayList<>();

    @BeforeAll
    void start() {
        start(port, new ManagementBeans.ServerFactory(context -> Optional.of(LOGIN)));
        start(openPort, new ManagementBeans.ServerFactory(context -> Optional.empty()));
        start(hastyPort, new ManagementBeans.ServerFactory(context -> Optional.of(LOGIN), HASTE));
    }

    private void start(int at, ManagementBeans.ServerFactory factory) {
        Main main = new Main();
        // This test is about the port, not about the program's own settings.
        main.setPropertyPlaceholderLocations("classpath:none.properties;optional=true");
        main.addInitialProperty("camel.main.name", "management-" + at);
        main.addInitialProperty("camel.main.autoConfigurationLogSummary", "false");
        main.addOverrideProperty("camel.opentelemetry2.enabled", "false");
        main.addInitialProperty("camel.management.enabled", "true");
        main.addInitialProperty("camel.management.port", Integer.toString(at));
        main.addInitialProperty("camel.management.jolokiaEnabled", "true");
        main.bind("managementServerFactory", factory);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/spot/echo").convertBodyTo(String.class);
            }
        });
        main.start();
        programs.add(main);
    }

    @AfterAll
    void stop() {
        programs.forEach(Main::stop);
    }

    private HttpRequest.Builder at(int server, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server + path))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpRequest.Builder known(String path) {
        return at(port, path).header("Authorization", LOGIN.authorization());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/observe/health", "/observe/health/live", "/observe/health/ready", "/observe/metrics"})
    void healthAndMetricsAreOpen(String path) throws Exception {
        assertThat(send(at(port, path)).statusCode()).isEqualTo(200);
        assertThat(send(at(openPort, path)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/observe/jolokia",
                "/observe/jolokia/list",
                "/observe/health/../jolokia/list",
                "/observe/health/%2e%2e/jolokia/list",
                "/observe//jolokia/list",
                "/observe/metrics/../jolokia/version",
                "/spot/echo",
                "/elsewhere"
            })
    void everythingElseAsksForTheLoginAndWithoutOneThereIsNothing(String path) throws Exception {
        assertThat(send(at(openPort, path)).statusCode()).isEqualTo(404);
        assertThat(send(at(openPort, path).header("Authorization", LOGIN.authorization()))
                        .statusCode())
                .isEqualTo(404);

        HttpResponse<String> asked = send(at(port, path));
        assertThat(asked.statusCode()).isEqualTo(401);
        assertThat(asked.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic realm="));
        assertThat(asked.body()).doesNotContain(LOGIN.password());
    }

    @Test
    void whoLogsInIsAnswered() throws Exception {
        assertThat(send(known("/observe/jolokia/list")).body()).contains("java.lang");
        assertThat(send(known("/spot/echo").POST(BodyPublishers.ofString("said")))
                        .body())
                .isEqualTo("said");
    }

    @Test
    void loginCountsInTheHeaderOnly() throws Exception {
        String login = LOGIN.authorization().replace(" ", "%20");

        assertThat(send(at(port, "/spot/echo?Authorization=" + login)).statusCode())
                .isEqualTo(401);
        assertThat(send(at(port, "/spot/echo?authorization=" + login + "&user=admin&password=" + LOGIN.password()))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void addressWhoseLoginsFailMustPauseAndNoOther() {
        for (String wrong : List.of(
                "Basic " + base64("admin:0123456789abcdeF"),
                "Basic " + base64("admin:0123456789abcde"),
                "Basic " + base64("Admin:0123456789abcdef"),
                "Bearer 0123456789abcdef",
                "Basic %")) {
            assertThat(status("127.0.0.2", "/spot/echo", wrong)).isEqualTo("401");
        }

        assertThat(status("127.0.0.2", "/spot/echo", LOGIN.authorization())).isEqualTo("429");
        assertThat(status("127.0.0.2", "/observe/health/live", "Basic x")).isEqualTo("200");
        assertThat(status("127.0.0.2", "/observe/metrics", "Basic x")).isEqualTo("200");
        assertThat(status("127.0.0.3", "/spot/echo", LOGIN.authorization())).isEqualTo("204");
        assertThat(status("127.0.0.3", "/spot/echo", LOGIN.authorization().replace("Basic", "basic")))
                .isEqualTo("204");
    }

    private String status(String from, String path, String authorization) {
        try (RawConnection connection = RawConnection.from(from, port)) {
            connection.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                    + authorization + "\r\n\r\n");
            return connection.receive().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** CVE-2026-84176: Camel's CORS handler would name any origin, with credentials. */
    @ParameterizedTest
    @ValueSource(strings = {"https://attacker.example", "null", "http://127.0.0.1:1"})
    void pageOfAnotherSiteMayNotAskWithItsUsersLogin(String origin) throws Exception {
        for (HttpRequest.Builder request : List.of(
                known("/observe/jolokia/list"),
                known("/spot/echo").POST(BodyPublishers.ofString("silence everything")),
                known("/spot/echo").method("OPTIONS", BodyPublishers.noBody()))) {
            HttpResponse<String> answer = send(request.header("Origin", origin));
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
        }
        HttpResponse<String> open = send(at(port, "/observe/health/live").header("Origin", origin));
        assertThat(open.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void pageOfTheSameSiteMayAskAlsoBehindAProxyThatEndsTls(String scheme) throws Exception {
        assertThat(send(known("/observe/jolokia/")
                                .header("Origin", scheme + "://127.0.0.1:" + port)
                                .POST(BodyPublishers.ofString(READ)))
                        .body())
                .contains("\"status\":200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/observe/jolokia/", "/spot/echo", "/observe/health", "/observe/metrics"})
    void largeBodiesAreRefused(String path) throws Exception {
        byte[] large = new byte[ManagementServer.MOST_BYTES + 1];

        assertThat(send(known(path).POST(BodyPublishers.ofByteArray(large))).statusCode())
                .isEqualTo(413);
        // Without a length, in chunks.
        assertThat(send(known(path).POST(BodyPublishers.ofByteArrays(List.of(large))))
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/exec/java.lang:type=Memory/gc",
                "/ex!ec/java.lang:type=Memory/gc",
                "/%65xec/java.lang:type=Memory/gc",
                "/write/java.lang:type=Memory/Verbose/true",
                "/?p=exec/java.lang:type=Memory/gc",
                "?p=/exec/java.lang:type=Memory/gc"
            })
    void nothingHasAnEffectByGet(String path) throws Exception {
        assertThat(send(known("/observe/jolokia" + path)).statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({"2,0,413", "1,10,200", "1,11,413", "0,50,200", "0,51,413"})
    void bulkRequestsAreBounded(int lists, int reads, int expected) throws Exception {
        List<String> all = new ArrayList<>(Collections.nCopies(lists, LIST));
        all.addAll(Collections.nCopies(reads, READ));

        assertThat(send(known("/observe/jolokia/").POST(BodyPublishers.ofString(all.toString())))
                        .statusCode())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"type\":\"LIST\"}; 2",
                "{\"type\":\"List\"}; 2",
                "{\"type\":\"read\",\"mbean\":\"org.apache.camel:*\"}; 11",
                "{\"type\":\"search\",\"mbean\":\"*:*\"}; 11",
                "{\"type\":\"exec\",\"mbean\":\"a:b=c\",\"operation\":\"dumpRoutesAsXml()\"}; 11"
            })
    void heavyRequestsCountForMore(String request, int tooMany) throws Exception {
        assertThat(send(known("/observe/jolokia/")
                                .POST(BodyPublishers.ofString(
                                        Collections.nCopies(tooMany, request).toString())))
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "[[[[",
                "{\"type\":\"list\"}]x",
                "[] []",
                "{\"type\":\"read\",\"type\":\"list\",\"mbean\":\"a:b=c\"}"
            })
    void whatIsNoJsonIsRefused(String body) throws Exception {
        assertThat(send(known("/observe/jolokia/").POST(BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void deepJsonIsRefused() throws Exception {
        assertThat(send(known("/observe/jolokia/").POST(BodyPublishers.ofString("[".repeat(30_000))))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void http2IsNotSpoken() {
        try (RawConnection prior = RawConnection.to(port);
                RawConnection upgrade = RawConnection.to(port)) {
            prior.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            assertThat(prior.receive()).contains(" 501 ").doesNotContain("\0");
            upgrade.send(String.join(
                    "\r\n",
                    "GET /observe/health/live HTTP/1.1",
                    "Host: x",
                    "Connection: Upgrade, HTTP2-Settings",
                    "Upgrade: h2c",
                    "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
                    "",
                    ""));
            assertThat(upgrade.receive()).startsWith("HTTP/1.1 200").doesNotContain("101");
        }
    }

    @Test
    void oneTooManyClosesTheConnectionWithoutAnAnswerForTheLongestTime() throws Exception {
        List<RawConnection> halfSent = new ArrayList<>();
        try {
            RawConnection first = RawConnection.to(port);
            halfSent.add(first);
            IntStream.range(0, ManagementServer.MOST_CONNECTIONS + 20)
                    .forEach(next -> halfSent.add(RawConnection.to(port)));
            halfSent.forEach(connection -> connection.send("GET /observe/health HTTP/1.1\r\nHo"));

            assertThat(send(at(port, "/observe/health/live")).statusCode()).isEqualTo(200);
            assertThat(first.receive()).isIn("", "(closed)");
        } finally {
            halfSent.forEach(RawConnection::close);
        }
    }

    @Test
    void connectionThatTricklesIsClosedAndOneThatIsAnsweredIsNot() {
        String request = "GET /observe/health/live HTTP/1.1\r\nHost: x\r\n\r\n";
        try (RawConnection trickling = RawConnection.to(hastyPort);
                RawConnection answered = RawConnection.to(hastyPort)) {
            trickling.send("GET /observe/health/live HTTP/1.1\r\n");

            await("close")
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> answered.send(request) && !trickling.send("X-A: b\r\n"));
            answered.send(request.replace("Host", "Connection: close\r\nHost"));
            assertThat(answered.receive()).startsWith("HTTP/1.1 200").endsWith("}");
        }
    }

    @Test
    void requestHasAllTheTimeThoughItsConnectionWasIdleBefore() {
        String request =
                "POST /spot/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\nAuthorization: "
                        + LOGIN.authorization() + "\r\n\r\n";
        try (RawConnection asking = RawConnection.to(hastyPort);
                RawConnection idle = RawConnection.to(hastyPort)) {
            await("a while").pollDelay(HASTE.dividedBy(2)).until(() -> asking.send(request));

            assertThat(idle.receive()).isEmpty();
            assertThat(asking.send("hello")).isTrue();
            assertThat(asking.receive()).startsWith("HTTP/1.1 200").contains("\r\nhello\r\n");
        }
    }

    @Test
    void manyAddressesTakeLittleMemory() {
        AccessControl.FailedLogins failed = new AccessControl.FailedLogins(System::nanoTime);
        IntStream.range(0, 5 * AccessControl.FailedLogins.ADDRESSES).forEach(address -> failed.add("10." + address));

        assertThat(failed.size()).isLessThanOrEqualTo(AccessControl.FailedLogins.ADDRESSES);
    }

    @Test
    void pauseEndsByItself() {
        long[] now = {0};
        AccessControl.FailedLogins failed = new AccessControl.FailedLogins(() -> now[0]);
        IntStream.range(0, AccessControl.FailedLogins.MOST).forEach(each -> {
            assertThat(failed.mustPause("a")).isFalse();
            failed.add("a");
        });

        assertThat(failed.mustPause("a")).isTrue();
        now[0] += AccessControl.FailedLogins.PAUSE.toNanos();
        assertThat(failed.mustPause("a")).isFalse();
    }
}
