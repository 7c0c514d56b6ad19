package org.spotalert.channels.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.ChannelRoute;
import org.spotalert.channels.http.RequestAuthentication;
import org.spotalert.channels.incident.IncidentServer;
import org.spotalert.channels.incident.IncidentServer.Answer;
import org.spotalert.channels.incident.IncidentServer.Request;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.AlertKind;

class PagerDutyRouteTest {

    private static final String KEY = "R0UT1NGKEY0123456789abcdefABCDEF";
    private static final String THREAD = "spot/210987654321/eu-west-1/" + Alerts.ID;
    private static final Answer TAKEN =
            Answer.of(202, "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"" + THREAD + "\"}");

    private IncidentServer server;
    private ChannelRoute route;

    @BeforeEach
    void start() throws Exception {
        server = new IncidentServer(request -> TAKEN);
        route = route(Map.of());
    }

    private ChannelRoute route(Map<String, String> settings) throws Exception {
        return new ChannelRoute(
                "pagerduty",
                settings,
                Map.of(
                        "pagerDuty",
                        new PagerDuty(),
                        "pagerDutyClient",
                        server.client("/v2/enqueue", RequestAuthentication.jsonMember("routing_key", KEY))));
    }

    @AfterEach
    void stop() {
        route.close();
        server.close();
    }

    private Request only() {
        assertThat(server.lines()).containsExactly("POST /v2/enqueue");
        return server.requests().get(0);
    }

    @Test
    void warningTriggersTheAlertOfItsThread() {
        Exchange result = route.send(Alerts.warning().alert());

        assertThat(result.getException()).isNull();
        Request request = only();
        assertThat(request.headers()).doesNotContainKey("X-queue-header");
        assertThat(request.headers().getFirst("Content-Type")).startsWith("application/json");
        JsonNode event = request.json();
        assertThat(event.at("/routing_key").asText()).isEqualTo(KEY);
        assertThat(event.at("/event_action").asText()).isEqualTo("trigger");
        assertThat(event.at("/dedup_key").asText()).isEqualTo(THREAD);
        assertThat(event.at("/payload/severity").asText()).isEqualTo("warning");
        assertThat(event.at("/payload/summary").asText())
                .isEqualTo("WARNING orders 3 of 4 left - Spot reclaim in blue 08:17 UTC");
        assertThat(event.at("/payload/source").asText()).isEqualTo(Alerts.ID);
        assertThat(event.at("/payload/group").asText()).isEqualTo("blue");
        assertThat(event.at("/payload/class").asText()).isEqualTo("interruption_warning");
        assertThat(event.at("/payload/custom_details/What happens/0").asText())
                .startsWith("orders  4 -> 3 running, needs 2");
        assertThat(event.at("/links/0/href").asText()).startsWith("https://");
    }

    @Test
    void recoveryResolvesIt() {
        route.send(Alerts.warning().alert(AlertKind.RECOVERED));

        JsonNode event = only().json();
        assertThat(event.at("/event_action").asText()).isEqualTo("resolve");
        assertThat(event.at("/dedup_key").asText()).isEqualTo(THREAD);
        assertThat(event.at("/routing_key").asText()).isEqualTo(KEY);
        assertThat(event.has("payload")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DETAIL", "NOT_RECOVERED"})
    void everythingElseAddsToIt(AlertKind kind) {
        route.send(Alerts.warning().alert(kind));

        JsonNode event = only().json();
        assertThat(event.at("/event_action").asText()).isEqualTo("trigger");
        assertThat(event.at("/dedup_key").asText()).isEqualTo(THREAD);
        assertThat(event.at("/payload/class").asText()).isEqualTo(kind.toString());
    }

    /** What is sent early and matters little would open the alert, whose urgency no later event raises. */
    @ParameterizedTest
    @CsvSource({
        "info, '', true, true",
        "warning, '', false, true",
        "critical, '', false, false",
        "warning, cluster=blue, false, true",
        "warning, cluster=green, false, false"
    })
    void wantsNothingBelowTheLeastSeverity(String least, String only, boolean recommendation, boolean warning)
            throws Exception {
        Map<String, String> settings =
                Map.of("spot.channel.pagerduty.min-severity", least, "spot.channel.pagerduty.only", only);
        try (ChannelRoute limited = route(settings)) {
            assertThat(limited.wants(Alerts.rebalance().alert())).isEqualTo(recommendation);
            assertThat(limited.wants(Alerts.warning().alert())).isEqualTo(warning);
        }
    }

    @Test
    void recoveryOfSomeIsNoRecovery() {
        route.send(
                Alerts.about(1, Alerts.warning().alert(AlertKind.RECOVERED)),
                Alerts.about(2, Alerts.warning().alert(AlertKind.NOT_RECOVERED)));

        assertThat(only().json().at("/event_action").asText()).isEqualTo("trigger");
    }

    @Test
    void digestIsOneEventTheSameAtEveryAttempt() {
        server.next("POST", Answer.of(500, "").with("Retry-After", "0"));

        Exchange result = route.send(Alerts.storm(500));

        assertThat(result.getException()).isNull();
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(1).body())
                .isEqualTo(server.requests().get(0).body())
                .hasSizeLessThan(512 * 1000);
        assertThat(server.requests().get(0).json().at("/dedup_key").asText()).startsWith("spot/digest/");
    }

    @Test
    void eventTakenUnheardIsSentAgainUnderTheSameKey() {
        server.takeUnheard("POST");

        assertThat(IncidentServer.reason(route.send(Alerts.warning().alert()))).contains("timed out waiting");
        Exchange result = route.send(Alerts.warning().alert());

        assertThat(result.getException()).isNull();
        assertThat(server.requests())
                .hasSize(2)
                .extracting(request -> request.json().at("/dedup_key").asText())
                .containsOnly(THREAD);
    }

    @Test
    void waitsAsLongAsRetryAfterAsks() {
        server.next("POST", Answer.of(429, "{\"status\":\"throttle exceeded\"}").with("Retry-After", "1"));

        long start = System.nanoTime();
        Exchange result = route.send(Alerts.warning().alert());

        assertThat(result.getException()).isNull();
        assertThat(server.requests()).hasSize(2);
        // The policy alone would wait for about a second.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void leavesLongRetryAfterToTheQueue() {
        server.next("POST", Answer.of(429, "").with("Retry-After", "120"));

        assertThat(IncidentServer.reason(route.send(Alerts.warning().alert()))).isEqualTo("HTTP 429 Too Many Requests");
        only();
    }

    @Test
    void invalidEventIsNotRepeatedAndSaysWhy() {
        server.next("POST", Answer.of(400, """
                {"status":"invalid event","message":"Event object is invalid",\
                "errors":["Length of 'routing_key' is incorrect (should be 32 characters)"]}"""));

        assertThat(IncidentServer.reason(route.send(Alerts.warning().alert())))
                .isEqualTo("HTTP 400 Bad Request: Event object is invalid; Length of 'routing_key' is incorrect"
                        + " (should be 32 characters)");
        only();
    }

    @ParameterizedTest
    @CsvSource({"200, HTTP 200 OK", "413, HTTP 413 Request Too Long", "302, HTTP 302 Moved Temporarily"})
    void answerThatIsNotPagerDutysIsAFailure(int status, String reason) {
        server.next("POST", Answer.of(status, "<html>a login page</html>"));

        assertThat(IncidentServer.reason(route.send(Alerts.warning().alert()))).isEqualTo(reason);
        only();
    }

    @Test
    void routingKeyIsNeitherInTheMessageNorInTheFailure() {
        server.next("POST", Answer.of(400, "{\"message\":\"no service has the key " + KEY + "\"}"));

        Exchange result = route.send(Alerts.warning().alert());

        assertThat(IncidentServer.reason(result)).isEqualTo("HTTP 400 Bad Request");
        assertThat(result.getException()).hasMessageNotContaining(KEY);
        assertThat(result.getMessage().getBody(String.class)).doesNotContain(KEY);
        assertThat(result.getMessage().getHeaders().toString()).doesNotContain(KEY);
    }
}
