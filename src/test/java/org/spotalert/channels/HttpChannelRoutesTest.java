package org.spotalert.channels;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.http.RequestAuthentication;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.http.WebhookAddress;
import org.spotalert.channels.http.WebhookClient;
import org.spotalert.channels.http.WebhookHostPolicy;
import org.spotalert.channels.http.WebhookTransport;
import org.spotalert.channels.http.WebhookTransports;
import org.spotalert.channels.message.Alerts;
import org.spotalert.channels.slack.Slack;
import org.spotalert.channels.teams.Teams;
import org.spotalert.channels.webhook.CloudEvents;
import org.spotalert.channels.webhook.WebhookSignature;
import org.spotalert.local.TricklingServer;
import org.spotalert.model.Alert;

/** The routes of Slack, Teams and a webhook of one's own, each against a server that answers as the real one does. */
class HttpChannelRoutesTest {

    private static final String SECRET = "/services/T000SECRET/B000SECRET/XXXXSECRETXXXX?sig=SECRETSIG%3D";
    private static final WebhookTransport TRANSPORT = WebhookTransports.toThisMachine(Duration.ofSeconds(30));
    /** Does not wait for what comes late. */
    private static final WebhookTransport HASTY = WebhookTransports.toThisMachine(Duration.ofSeconds(2));

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

    /** A kind of channel, how its route finds it, and what its server says when all is well. */
    enum Kind {
        SLACK("slack", "slack-client", 200, "ok"),
        TEAMS("teams", "teams-client", 202, ""),
        WEBHOOK("webhook", "signedWebhookClient", 204, "");

        private final String template;
        private final String client;
        private final int status;
        private final String answer;

        Kind(String template, String client, int status, String answer) {
            this.template = template;
            this.client = client;
            this.status = status;
            this.answer = answer;
        }

        private ResponseDefinitionBuilder fine() {
            return status(status).withBody(answer);
        }

        private ChannelRoute route() throws Exception {
            return route(template, file(), SERVER.baseUrl().replace("localhost", "127.0.0.1"), TRANSPORT);
        }

        private String file() {
            return "file:routes/channels/" + template + ".camel.yaml";
        }

        private ChannelRoute route(String channel, String file, String server, WebhookTransport transport)
                throws Exception {
            WebhookAddress address = WebhookAddress.parse(
                    server + SECRET, new WebhookHostPolicy(Set.of(), "/", true, List.of("127.0.0.1")));
            RequestAuthentication secret = this == WEBHOOK
                    ? WebhookSignature.of("whsec_" + "A".repeat(32), Clock.systemUTC())
                    : RequestAuthentication.none();
            return new ChannelRoute(
                    channel,
                    file,
                    Map.of("spot.channel." + channel + ".messages-per-second", "100"),
                    Map.of(
                            "slack",
                            new Slack(),
                            "teams",
                            new Teams(),
                            "cloudEvents",
                            new CloudEvents(Alerts.after(18)),
                            client,
                            new WebhookClient(name -> new Webhook(address, secret), transport, false)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void postsOneMessageForAllAlertsToTheSecretAddress(Kind kind) throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(kind.fine()));

        assertDelivered(kind, Alerts.storm(500));

        LoggedRequest request =
                SERVER.findAll(postRequestedFor(urlEqualTo(SECRET))).get(0);
        JsonNode json = new ObjectMapper().readTree(request.getBody());
        assertThat(json.toString()).contains("500 Spot Instances");
        assertThat(request.contentTypeHeader().firstValue())
                .matches("application/(json|cloudevents\\+json; charset=UTF-8)");
        assertThat(request.containsHeader("X-Queue-Header")).isFalse();
        SERVER.verify(1, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @EnumSource
    void triesAgainAfterServerErrorWithTheSameBody(Kind kind) throws Exception {
        answerFirst(status(500).withBody("rollup_error"), kind);

        assertDelivered(kind, List.of(Alerts.warning().alert()));

        assertSameTwice();
    }

    @ParameterizedTest
    @EnumSource
    void farEndThatIsSlowIsSentOnce(Kind kind) throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(ok().withFixedDelay(6_000)));

        Exception failure;
        try (ChannelRoute route =
                kind.route(kind.template, kind.file(), SERVER.baseUrl().replace("localhost", "127.0.0.1"), HASTY)) {
            failure = route.send(Alerts.warning().alert()).getException();
        }

        assertThat(new Failures(Clock.systemUTC(), List::of, () -> false).describe(failure))
                .isEqualTo(
                        kind.template + " webhook: timed out waiting for the answer, so that the message may be there");
        SERVER.verify(1, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @EnumSource
    void goodStatusIsADeliveryThoughItsTextStalls(Kind kind) throws Exception {
        try (TricklingServer server = new TricklingServer(TricklingServer.text(200), Duration.ofMillis(50));
                ChannelRoute route = kind.route(kind.template, kind.file(), server.url(), TRANSPORT)) {
            assertThat(route.send(Alerts.warning().alert()).getException()).isNull();
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "Fri, 20 Nov 2020 08:00:00 GMT"})
    void farEndThatAsksForNoPauseHasTheAttemptsInTheirOwnTime(String retryAfter) throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(status(429).withHeader("Retry-After", retryAfter)));

        send(Kind.SLACK, List.of(Alerts.warning().alert()));

        List<Instant> attempts = SERVER.findAll(postRequestedFor(anyUrl())).stream()
                .map(request -> request.getLoggedDate().toInstant())
                .sorted()
                .toList();
        assertThat(attempts).hasSize(5);
        // The route's pauses in this test: 20 ms, doubled each time, give or take 15 %.
        assertThat(Duration.between(attempts.get(0), attempts.get(4))).isGreaterThan(Duration.ofMillis(240));
    }

    @ParameterizedTest
    @EnumSource
    void waitsAsLongAsRetryAfterAsks(Kind kind) throws Exception {
        answerFirst(status(429).withHeader("Retry-After", "1"), kind);

        long start = System.nanoTime();
        assertDelivered(kind, List.of(Alerts.warning().alert()));

        // The policy alone would wait for about a second.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertSameTwice();
    }

    @ParameterizedTest
    @CsvSource({
        "SLACK, 400, invalid_payload, HTTP 400 Bad Request: invalid_payload",
        "SLACK, 403, action_prohibited, HTTP 403 Forbidden: action_prohibited",
        "SLACK, 404, no_service, HTTP 404 Not Found: no_service",
        "SLACK, 410, channel_is_archived, HTTP 410 Gone: channel_is_archived",
        "SLACK, 404, XXXXSECRETXXXX, HTTP 404 Not Found",
        "SLACK, 302, elsewhere, HTTP 302 Moved Temporarily",
        "TEAMS, 400, {\"error\":{\"code\":\"TriggerInputSchemaMismatch\"}}, HTTP 400 Bad Request",
        "TEAMS, 401, {\"error\":{\"code\":\"DirectApiAuthorizationRequired\"}}, HTTP 401 Unauthorized",
        "TEAMS, 404, {\"error\":{\"code\":\"WorkflowNotFound\"}}, HTTP 404 Not Found",
        "WEBHOOK, 401, <html>SECRETSIG</html>, HTTP 401 Unauthorized",
        "WEBHOOK, 410, , HTTP 410 Gone",
        "WEBHOOK, 413, too large, HTTP 413 Request Too Long"
    })
    void refusalIsSentAndNotRepeated(Kind kind, int status, String answer, String reason) throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(status(status).withBody(answer)));

        Exception failure = send(kind, List.of(Alerts.warning().alert()));

        SERVER.verify(1, postRequestedFor(anyUrl()));
        assertThat(new Failures(Clock.systemUTC(), List::of, () -> false).describe(failure))
                .isEqualTo(reason);
        assertThat(failure).hasMessageNotContaining("SECRET").hasMessageNotContaining("127.0.0.1");
    }

    @ParameterizedTest
    @EnumSource
    void longRetryAfterIsLeftToTheQueue(Kind kind) throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(status(429).withHeader("Retry-After", "120")));

        assertThat(new Failures(Clock.systemUTC(), List::of, () -> false)
                        .describe(send(kind, List.of(Alerts.warning().alert()))))
                .isEqualTo("HTTP 429 Too Many Requests");
        SERVER.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void webhookSignsEachAttemptAnewUnderTheSameId() throws Exception {
        answerFirst(status(503), Kind.WEBHOOK);

        assertDelivered(Kind.WEBHOOK, List.of(Alerts.warning().alert()));

        List<LoggedRequest> requests = SERVER.findAll(postRequestedFor(anyUrl()));
        assertThat(requests).hasSize(2).allSatisfy(request -> {
            assertThat(request.header("webhook-signature").firstValue()).matches("v1,[A-Za-z0-9+/]{43}=");
            assertThat(request.header("webhook-timestamp").firstValue()).matches("\\d{10}");
            assertThat(request.header("webhook-id").firstValue())
                    .isEqualTo(new ObjectMapper()
                            .readTree(request.getBody())
                            .path("id")
                            .asText());
        });
        assertThat(requests.get(0).header("webhook-id"))
                .isEqualTo(requests.get(1).header("webhook-id"));
    }

    @Test
    void furtherChannelOfAKindIsEightLines(@TempDir Path folder) throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(ok("ok")));
        Path file = Files.writeString(folder.resolve("team-blue.camel.yaml"), """
                - templatedRoute:
                    routeTemplateRef: chat
                    routeId: channel-team-blue
                    parameters:
                      - name: channel
                        value: team-blue
                      - name: program
                        value: slack
                """);
        try (ChannelRoute route = Kind.SLACK.route(
                "team-blue", "file:" + file, SERVER.baseUrl().replace("localhost", "127.0.0.1"), TRANSPORT)) {
            assertThat(route.send(Alerts.warning().alert()).getException()).isNull();
        }
        SERVER.verify(1, postRequestedFor(urlEqualTo(SECRET)).withHeader("Content-Type", equalTo("application/json")));
    }

    private static void assertDelivered(Kind kind, List<Alert> alerts) throws Exception {
        assertThat(send(kind, alerts)).isNull();
    }

    private static Exception send(Kind kind, List<Alert> alerts) throws Exception {
        try (ChannelRoute route = kind.route()) {
            Exchange result = route.send(alerts);
            return result.getException();
        }
    }

    private static void assertSameTwice() {
        List<LoggedRequest> requests = SERVER.findAll(postRequestedFor(anyUrl()));
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).getBodyAsString()).isEqualTo(requests.get(0).getBodyAsString());
    }

    private static void answerFirst(ResponseDefinitionBuilder failure, Kind kind) {
        SERVER.stubFor(post(anyUrl())
                .inScenario("recovers")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("well")
                .willReturn(failure));
        SERVER.stubFor(post(anyUrl())
                .inScenario("recovers")
                .whenScenarioStateIs("well")
                .willReturn(kind.fine()));
    }
}
