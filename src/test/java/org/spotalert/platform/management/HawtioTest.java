package org.spotalert.platform.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.RawConnection;

/** Hawtio's pages by a server of Vert.x, from a folder with a few files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HawtioTest {

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();

    private int port;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("secret.txt"), "secret");
        Path folder = Files.createDirectory(directory.resolve("hawtio-static"));
        Files.writeString(folder.resolve("index.html"), "the page");
        Files.createDirectories(folder.resolve("static/js"));
        Files.writeString(folder.resolve("static/js/main.0123.js"), "script");
        Router routes = Router.router(vertx);
        Hawtio.serve(routes, folder, "ad\"min");
        routes.route("/observe/jolokia*")
                .handler(exchange -> exchange.response().end("jolokia " + exchange.normalizedPath()));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(routes)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        port = server.actualPort();
    }

    @AfterAll
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Accept", accept)
                        .build(),
                BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/hawtio/; the page",
                "/hawtio/index.html; the page",
                "/hawtio/camel/routes?nid=x; the page",
                "/hawtio/static/js/main.0123.js; script",
                "/hawtio/user; \"ad\\\"min\"",
                "/hawtio/plugin; []"
            })
    void pathsAreAnswered(String path, String body) throws Exception {
        HttpResponse<String> answer = get(path, "text/html,*/*");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'")
                        .doesNotContain("unsafe-eval", "http"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control"))
                .hasValue(path.contains("/static/") ? "private, max-age=86400" : "private, no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/read/a"})
    void jolokiaAnswersBesideThePages(String path) throws Exception {
        assertThat(get("/hawtio/jolokia" + path, "*/*").body()).isEqualTo("jolokia /observe/jolokia" + path);
    }

    @Test
    void pathWithoutTheSlashLeadsToThePage() throws Exception {
        HttpResponse<String> answer = get("/hawtio", "text/html");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/hawtio/");
    }

    @Test
    void configurationLeavesOutWhatNobodyCanDoHere() throws Exception {
        assertThat(get("/hawtio/hawtconfig.json", "*/*").body()).contains("disabledRoutes", "/logs", "/connect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hawtio/nothing", "/hawtio/static/js/other.js", "/hawtio/keycloak/enabled"})
    void scriptsDoNotGetThePageInPlaceOfWhatIsNotThere(String path) throws Exception {
        assertThat(get(path, "*/*").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hawtio/../secret.txt",
                "/hawtio/..%2fsecret.txt",
                "/hawtio/%2e%2e/secret.txt",
                "/hawtio/%2e%2e%2fsecret.txt",
                "/hawtio/static/..%5c..%5csecret.txt",
                "/hawtio//secret.txt"
            })
    void filesElsewhereAreNotServed(String path) {
        try (RawConnection connection = RawConnection.to(port)) {
            connection.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            assertThat(connection.receive()).contains(" 404 ").doesNotContain("secret\n");
        }
    }
}
