package org.spotalert.channels.googlechat;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.spotalert.channels.ChannelRoute;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.http.WebhookAddress;
import org.spotalert.channels.http.WebhookClient;
import org.spotalert.channels.http.WebhookHostPolicy;
import org.spotalert.channels.http.WebhookTransports;
import org.spotalert.channels.message.Alerts;

class GoogleChatRouteTest {

    private static final String SECRET = "/v1/spaces/AAAA/messages?key=KEYKEYKEY&token=TOKENTOKEN%3D";

    @RegisterExtension
    static final WireMockExtension CHAT = WireMockExtension.newInstance().build();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ChannelRoute route;

    @BeforeEach
    void start() throws Exception {
        route = route(Map.of());
    }

    private static ChannelRoute route(Map<String, String> settings) throws Exception {
        WebhookAddress address = WebhookAddress.parse(
                        CHAT.baseUrl().replace("localhost", "127.0.0.1") + SECRET,
                        new WebhookHostPolicy(Set.of("chat.googleapis.com"), "/v1/spaces/", true, List.of("127.0.0.1")))
                .withQuery("messageReplyOption", "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD");
        return new ChannelRoute(
                "google-chat",
                settings,
                Map.of(
                        "google-chat",
                        new GoogleChat(),
                        "google-chat-client",
                        new WebhookClient(
                                channel -> new Webhook(address),
                                WebhookTransports.toThisMachine(Duration.ofSeconds(5)),
                                false)));
    }

    @AfterEach
    void stop() {
        route.close();
        threads.shutdownNow();
    }

    @Test
    void postsCardToTheSecretAddressAsItStands() throws Exception {
        CHAT.stubFor(post(anyUrl()).willReturn(ok("{}")));

        Exchange result = route.send(Alerts.warning().alert());

        assertThat(result.getException()).isNull();
        CHAT.verify(
                1,
                postRequestedFor(urlEqualTo(SECRET + "&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withoutHeader("X-Queue-Header"));
        LoggedRequest request = CHAT.findAll(postRequestedFor(anyUrl())).get(0);
        JsonNode json = new ObjectMapper().readTree(request.getBodyAsString());
        assertThat(json.at("/thread/threadKey").asText()).isEqualTo("spot/210987654321/eu-west-1/" + Alerts.ID);
        assertThat(json.at("/cardsV2/0/card/sections/0/widgets/0/textParagraph/text")
                        .asText())
                .contains("WARNING orders 3 of 4 left - Spot reclaim in blue 08:17 UTC");
        assertThat(json.at("/fallbackText").asText()).contains("orders");
        assertThat(request.getAllHeaderKeys())
                .containsExactlyInAnyOrder("Host", "Content-Type", "Content-Length", "User-Agent", "Connection");
    }

    @Test
    void triesAgainAfterServerError() {
        answerFirstWith(status(500));

        Exchange result = route.send(Alerts.warning().alert());

        assertThat(result.getException()).isNull();
        CHAT.verify(2, postRequestedFor(anyUrl()));
    }

    @Test
    void waitsAsLongAsRetryAfterAsks() {
        answerFirstWith(status(429).withHeader("Retry-After", "1"));

        long start = System.nanoTime();
        Exchange result = route.send(Alerts.warning().alert());

        assertThat(result.getException()).isNull();
        CHAT.verify(2, postRequestedFor(anyUrl()));
        // The policy alone would wait for about a second.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void leavesLongRetryAfterToTheQueue() {
        CHAT.stubFor(post(anyUrl()).willReturn(status(429).withHeader("Retry-After", "120")));

        Exchange result = route.send(Alerts.warning().alert());

        assertThat(new Failures(java.time.Clock.systemUTC(), List::of, () -> false).describe(result.getException()))
                .isEqualTo("HTTP 429 Too Many Requests");
        CHAT.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void doesNotRepeatWhatCannotSucceed() {
        CHAT.stubFor(post(anyUrl()).willReturn(status(404).withBody("no space at " + SECRET)));

        Exchange result = route.send(Alerts.warning().alert());

        CHAT.verify(1, postRequestedFor(anyUrl()));
        assertThat(result.getException())
                .hasMessageContaining("404")
                .hasMessageNotContaining("TOKEN")
                .hasMessageNotContaining("KEYKEY");
    }

    @Test
    void postsOneMessageForAllAlerts() throws Exception {
        CHAT.stubFor(post(anyUrl()).willReturn(ok("{}")));

        Exchange result = route.send(Alerts.storm(500));

        assertThat(result.getException()).isNull();
        LoggedRequest request = only(CHAT.findAll(postRequestedFor(anyUrl())));
        assertThat(request.getBody()).hasSizeLessThanOrEqualTo(32_000);
        JsonNode json = new ObjectMapper().readTree(request.getBodyAsString());
        assertThat(json.at("/thread/threadKey").asText()).startsWith("spot/digest/");
        assertThat(json.at("/fallbackText").asText()).contains("500 Spot Instances");
    }

    @Test
    void refusedMessageSaysNoneOfItsAlerts() {
        CHAT.stubFor(post(anyUrl()).willReturn(ok("{}")));
        CHAT.stubFor(post(anyUrl()).withRequestBody(containing("refused-one")).willReturn(status(400)));

        Exchange result = route.send(
                Alerts.about(1, Alerts.warning().alert()),
                Alerts.about(2, Alerts.warning().services(1, "refused-one").alert()),
                Alerts.about(3, Alerts.warning().alert()));

        assertThat(result.getException()).hasMessageContaining("400");
        CHAT.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void repeatedDigestIsTheSameMessageInTheSameThread() {
        answerFirstWith(status(500));

        Exchange result = route.send(Alerts.storm(3));

        assertThat(result.getException()).isNull();
        List<LoggedRequest> requests = CHAT.findAll(postRequestedFor(anyUrl()));
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).getBodyAsString()).isEqualTo(requests.get(0).getBodyAsString());
    }

    @Test
    void messagesBeyondTheRateWaitForTheirTurn() throws Exception {
        CHAT.stubFor(post(anyUrl()).willReturn(ok("{}")));
        try (ChannelRoute slow = route(Map.of("spot.channel.google-chat.messages-per-second", "1"))) {
            List<CompletableFuture<Exchange>> sent = IntStream.range(0, 3)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> slow.send(Alerts.about(n, Alerts.warning().alert())), threads))
                    .toList();

            assertThat(sent).extracting(CompletableFuture::join).allMatch(result -> result.getException() == null);
        }

        List<Instant> times = CHAT.findAll(postRequestedFor(anyUrl())).stream()
                .map(request -> Instant.parse(request.getLoggedDateString()))
                .sorted()
                .toList();
        assertThat(times).hasSize(3);
        // The times are the receiver's, and some milliseconds after the sender's.
        assertThat(Duration.between(times.get(0), times.get(1))).isGreaterThan(Duration.ofMillis(800));
        assertThat(Duration.between(times.get(1), times.get(2))).isGreaterThan(Duration.ofMillis(800));
    }

    @Test
    void warningWaitsBehindOneResolutionAtMost() throws Exception {
        CHAT.stubFor(post(anyUrl()).willReturn(ok("{}")));
        try (ChannelRoute slow = route(Map.of("spot.channel.google-chat.messages-per-second", "1"))) {
            for (int resolution = 0; resolution < 8; resolution++) {
                threads.execute(() -> slow.send(Alerts.recovered()));
            }
            await("first resolution").until(() -> posted("RECOVERED") >= 1);

            int before = posted("RECOVERED");
            assertThat(slow.send(Alerts.warning().alert()).getException()).isNull();

            assertThat(posted("RECOVERED")).isLessThanOrEqualTo(before + 1);
            assertThat(posted("WARNING")).isOne();
        }
    }

    private static int posted(String headline) {
        return CHAT.findAll(postRequestedFor(anyUrl()).withRequestBody(containing(headline)))
                .size();
    }

    private static LoggedRequest only(List<LoggedRequest> requests) {
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    private static void answerFirstWith(ResponseDefinitionBuilder failure) {
        CHAT.stubFor(post(anyUrl())
                .inScenario("recovers")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("well")
                .willReturn(failure));
        CHAT.stubFor(post(anyUrl())
                .inScenario("recovers")
                .whenScenarioStateIs("well")
                .willReturn(ok("{}")));
    }
}
