package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.MotoServer;
import org.spotalert.platform.management.Login;

/** The incident page as the running program answers for it. */
class PageIT {

    private static final Login LOGIN = new Login("admin", "a-password-that-nobody-guesses");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());

    private static Program program;

    @BeforeAll
    static void start() throws Exception {
        AWS.queue("spot", 5);
        program = Program.start(
                MOTO.endpoint(),
                Map.of(
                        "spot.queue",
                        "spot",
                        "spot.management.password",
                        LOGIN.password(),
                        "spot.channel.sns.enabled",
                        "true",
                        "spot.channel.sns.topic-arn",
                        AWS.topic("alerts")));
        await("the store").until(() -> answer(request("/spot/page/now")).statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        program.close();
        AWS.close();
        MOTO.close();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(program.management(path)).header("Authorization", LOGIN.authorization());
    }

    private static HttpResponse<String> answer(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder form(Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return request("/spot/page/silences")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    @ParameterizedTest
    @CsvSource({
        "/spot/, Nothing is being interrupted",
        "/spot, Nothing is being interrupted",
        "/spot/page/now?refresh=on, Refreshes every 10 s",
        "/spot/page/history?since=24h&cluster=a%20b, No incident fits",
        "/spot/page/plots, By hour and weekday",
        "/spot/page/channels, sns",
        "/spot/page/silences, Set a silence"
    })
    void viewsAreShownToWhoHasLoggedIn(String path, String says) throws Exception {
        HttpResponse<String> page = answer(request(path));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(says);
        assertThat(page.headers().map())
                .containsEntry("content-type", List.of("text/html; charset=utf-8"))
                .containsEntry(
                        "content-security-policy",
                        List.of(
                                "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("cache-control", List.of("no-store"))
                .doesNotContainKeys("authorization", "location");
        assertThat(page.headers().firstValue("refresh").isPresent()).isEqualTo(path.contains("refresh=on"));
        assertThat(page.body()).doesNotContain("style=\"", "<script", "onclick", "http://", LOGIN.password());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/spot/", "/spot/page/history", "/spot/page/style.css", "/spot/api/tables/incidents"})
    void nobodyElseSeesAnything(String path) throws Exception {
        HttpRequest.Builder wrong = HttpRequest.newBuilder(program.management(path))
                .header("Authorization", new Login("admin", "a-password-that-is-wrong").authorization());

        assertThat(program.get(path)).startsWith("401");
        assertThat(answer(wrong).statusCode()).isEqualTo(401);
    }

    @Test
    void formSetsASilenceForThisSiteOnly() throws Exception {
        Map<String, String> silence = Map.of(
                "token", LOGIN.formToken(), "for", "2h", "owner", "Jané", "reason", "load & test", "cluster", "shop-*");

        assertThat(answer(form(silence).header("Sec-Fetch-Site", "cross-site")).statusCode())
                .isEqualTo(403);
        assertThat(answer(form(silence).header("Origin", "https://elsewhere.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(answer(form(silence).header("Origin", "null")).statusCode()).isEqualTo(403);
        assertThat(answer(form(Map.of("for", "2h", "owner", "x", "reason", "y")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(answer(request("/spot/silences")).body()).isEqualTo("[]");

        HttpResponse<String> set = answer(form(silence)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Origin", program.management("").toString()));
        assertThat(set.statusCode()).isEqualTo(303);
        assertThat(set.headers().firstValue("location")).contains("silences?done=set");
        assertThat(answer(request("/spot/page/silences?done=set")).body())
                .contains("The silence is set.", "cluster shop-*", "Jané", "load &amp; test");
        assertThat(answer(request("/spot/api/tables/silences")).body()).contains("\"shop-*\"");
    }

    @Test
    void linkFromElsewhereLeadsToThePage() throws Exception {
        assertThat(answer(request("/spot/page/now").header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void tablesAreFiles() throws Exception {
        HttpResponse<String> table = answer(request("/spot/api/tables/channels?format=csv"));

        assertThat(table.headers().firstValue("content-type")).contains("text/csv; charset=utf-8");
        assertThat(table.body()).startsWith("channel,running,sent").contains("\r\nsns,true,0,0,");
        assertThat(answer(request("/spot/api/tables/none")).statusCode()).isEqualTo(404);
        assertThat(answer(request("/spot/page/style.css")).body()).contains("prefers-color-scheme");
    }
}
