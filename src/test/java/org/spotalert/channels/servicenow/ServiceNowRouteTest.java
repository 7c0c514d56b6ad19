package org.spotalert.channels.servicenow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.ChannelRoute;
import org.spotalert.channels.http.RequestAuthentication;
import org.spotalert.channels.incident.ExtraFields;
import org.spotalert.channels.incident.IncidentServer;
import org.spotalert.channels.incident.IncidentServer.Answer;
import org.spotalert.channels.message.Alerts;
import org.spotalert.channels.servicenow.ServiceNowInstance.Incident;
import org.spotalert.model.AffectedService;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Severity;

class ServiceNowRouteTest {

    private static final String THREAD = "spot/210987654321/eu-west-1/" + Alerts.ID;
    private static final String FIND = "GET /api/now/table/incident";
    private static final String CREATE = "POST /api/now/table/incident";
    private static final String UPDATE = "PATCH /api/now/table/incident/00000000000000000000000000000001";
    private static final Answer PASSING = Answer.of(503, "").with("Retry-After", "0");

    private static final AffectedService SINGLE = Alerts.service("single", 1, 100);

    private final ServiceNowInstance instance = new ServiceNowInstance();
    private IncidentServer server;
    private ChannelRoute route;

    @BeforeEach
    void start() throws Exception {
        server = new IncidentServer(instance);
        route = route(ExtraFields.NONE, Severity.WARNING);
    }

    private ChannelRoute route(ExtraFields recovered, Severity least) throws Exception {
        ExtraFields fields = ExtraFields.parse("assignment_group=0123; category=Cloud", Set.of());
        return new ChannelRoute(
                "servicenow",
                Map.of(),
                Map.of(
                        "serviceNow",
                        new ServiceNow(new ServiceNowSettings(2, fields, recovered, least)),
                        "serviceNowAnswer",
                        new ServiceNowResponse(),
                        "serviceNowClient",
                        server.client("/", RequestAuthentication.basic("spot", "PASSW0RD"))));
    }

    @AfterEach
    void stop() {
        route.close();
        server.close();
    }

    private Incident only() {
        assertThat(instance.incidents()).hasSize(1);
        return instance.incidents().get(0);
    }

    private static String column(Incident incident, String name) {
        return incident.column(name);
    }

    @Test
    void warningOpensAnIncident() {
        Exchange result = route.send(Alerts.warning().alert());

        assertThat(result.getException()).isNull();
        assertThat(server.lines()).containsExactly(FIND, CREATE);
        Incident incident = only();
        assertThat(column(incident, "correlation_id")).isEqualTo(THREAD);
        assertThat(column(incident, "correlation_display")).startsWith("spot-interruption-alerts ");
        assertThat(column(incident, "short_description"))
                .isEqualTo("WARNING orders 3 of 4 left - Spot reclaim in blue 08:17 UTC");
        assertThat(column(incident, "description")).contains("- orders  4 -> 3 running", "WHAT TO DO");
        assertThat(column(incident, "urgency")).isEqualTo("2");
        assertThat(column(incident, "impact")).isEqualTo("2");
        assertThat(incident.columns().has("priority")).isFalse();
        assertThat(column(incident, "category")).isEqualTo("Cloud");
        String login = Base64.getEncoder().encodeToString("spot:PASSW0RD".getBytes(StandardCharsets.UTF_8));
        assertThat(server.requests()).allSatisfy(request -> {
            assertThat(request.headers().getFirst("Authorization")).isEqualTo("Basic " + login);
            assertThat(request.headers().getFirst("Accept")).isEqualTo("application/json");
            assertThat(request.headers()).doesNotContainKey("X-queue-header");
        });
        assertThat(server.requests().get(0).query())
                .startsWith("sysparm_query=correlation_id%3Dspot%2F210987654321%2Feu-west-1%2F" + Alerts.ID
                        + "%5Eactive%3Dtrue%5EORcorrelation_display%3D")
                .endsWith(
                        "%5EORDERBYDESCsys_created_on&sysparm_fields=sys_id,correlation_id,correlation_display,urgency"
                                + "&sysparm_limit=20");
        assertThat(server.requests().get(1).query()).isEqualTo("null");
    }

    @Test
    void sameMessageOnceMoreAddsNothing() {
        route.send(Alerts.warning().alert());
        Exchange again = route.send(Alerts.warning().alert());

        assertThat(again.getException()).isNull();
        assertThat(server.lines()).containsExactly(FIND, CREATE, FIND);
        assertThat(only().notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DETAIL", "RECOVERED", "NOT_RECOVERED"})
    void laterMessageOfTheThreadIsAWorkNoteOnce(AlertKind kind) {
        route.send(Alerts.warning().alert());
        route.send(Alerts.warning().alert(kind));
        Exchange again = route.send(Alerts.warning().alert(kind));

        assertThat(again.getException()).isNull();
        assertThat(server.lines()).containsExactly(FIND, CREATE, FIND, UPDATE, FIND);
        assertThat(only().notes()).hasSize(1);
        assertThat(only().columns().has("state")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6", "7"})
    void interruptionAfterTheIncidentIsResolvedHasAnIncidentOfItsOwn(String state) {
        route.send(Alerts.warning().alert());
        only().columns().put("state", state);
        Exchange repeated = route.send(Alerts.warning().alert());
        assertThat(instance.incidents()).hasSize(1);
        route.send(Alerts.later(7_200, Alerts.warning().alert()));
        Exchange ended = route.send(Alerts.later(7_200, Alerts.warning().alert(AlertKind.RECOVERED)));

        assertThat(repeated.getException()).isNull();
        assertThat(ended.getException()).isNull();
        assertThat(instance.incidents()).hasSize(2);
        assertThat(instance.incidents().get(0).notes()).isEmpty();
        assertThat(instance.incidents().get(1).notes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RECOVERED", "NOT_RECOVERED"})
    void resolutionIsSentOnceToAnIncidentThatIsResolved(AlertKind kind) {
        route.send(Alerts.warning().alert());
        only().columns().put("state", "6");

        route.send(Alerts.warning().alert(kind));
        route.send(Alerts.warning().alert(kind));

        assertThat(only().notes()).hasSize(1);
    }

    @Test
    void recoveryMayResolveTheIncident() throws Exception {
        ExtraFields recovered = ExtraFields.parse("state=6; close_code=Resolved; close_notes=Runs elsewhere", Set.of());
        try (ChannelRoute resolving = route(recovered, Severity.WARNING)) {
            resolving.send(Alerts.warning().alert());
            resolving.send(Alerts.warning().alert(AlertKind.NOT_RECOVERED));
            assertThat(only().columns().has("state")).isFalse();
            resolving.send(Alerts.warning().alert(AlertKind.RECOVERED));
        }

        assertThat(column(only(), "state")).isEqualTo("6");
        assertThat(column(only(), "close_notes")).isEqualTo("Runs elsewhere");
        assertThat(only().notes()).hasSize(2);
    }

    @Test
    void recommendationOpensNothingByDefault() {
        Exchange early = route.send(Alerts.rebalance().alert());
        assertThat(early.getException()).isNull();
        assertThat(server.lines()).containsExactly(FIND);
        route.send(Alerts.warning().services(SINGLE).alert());
        route.send(Alerts.rebalance().alert());

        assertThat(column(only(), "urgency")).isEqualTo("1");
        assertThat(only().notes()).hasSize(1);
    }

    @Test
    void warningRaisesTheUrgencyOfWhatARecommendationOpened() throws Exception {
        try (ChannelRoute early = route(ExtraFields.NONE, Severity.INFO)) {
            early.send(Alerts.rebalance().alert());
            assertThat(column(only(), "urgency")).isEqualTo("3");
            early.send(Alerts.warning().services(SINGLE).alert());
            early.send(Alerts.warning().services(SINGLE).alert(AlertKind.RECOVERED));
        }

        assertThat(column(only(), "urgency")).isEqualTo("1");
        assertThat(only().notes()).hasSize(2);
    }

    @Test
    void recoveryWithoutAnIncidentOpensNone() {
        Exchange result = route.send(Alerts.warning().alert(AlertKind.RECOVERED));

        assertThat(result.getException()).isNull();
        assertThat(server.lines()).containsExactly(FIND);
    }

    @Test
    void incidentTakenUnheardIsNotOpenedTwice() {
        server.takeUnheard("POST");

        assertThat(IncidentServer.reason(route.send(Alerts.warning().alert()))).contains("timed out waiting");
        Exchange result = route.send(Alerts.warning().alert());

        assertThat(result.getException()).isNull();
        assertThat(server.lines()).containsExactly(FIND, CREATE, FIND);
        assertThat(only().notes()).isEmpty();
    }

    @Test
    void noteTakenUnheardIsNotMadeTwice() {
        route.send(Alerts.warning().alert());
        server.takeUnheard("PATCH");

        assertThat(IncidentServer.reason(route.send(Alerts.warning().alert(AlertKind.RECOVERED))))
                .contains("timed out waiting");
        Exchange result = route.send(Alerts.warning().alert(AlertKind.RECOVERED));

        assertThat(result.getException()).isNull();
        assertThat(only().notes()).hasSize(1);
    }

    @Test
    void everyStepIsTriedAgainAsAWhole() {
        server.next("GET", PASSING);
        server.next(
                "POST",
                Answer.of(429, "{\"error\":{\"message\":\"Rate limit exceeded\"}}")
                        .with("Retry-After", "0"));
        Exchange opened = route.send(Alerts.warning().alert());
        assertThat(server.lines()).containsExactly(FIND, FIND, CREATE, FIND, CREATE);
        server.next("PATCH", PASSING);
        Exchange noted = route.send(Alerts.warning().alert(AlertKind.DETAIL));

        assertThat(opened.getException()).isNull();
        assertThat(noted.getException()).isNull();
        assertThat(only().notes()).hasSize(1);
    }

    @Test
    void digestIsOneIncidentWithinTheLimits() {
        Exchange result = route.send(Alerts.storm(500, "[code]<b>x</b>[/CODE]"));

        assertThat(result.getException()).isNull();
        Incident incident = only();
        assertThat(column(incident, "correlation_id")).startsWith("spot/digest/");
        assertThat(column(incident, "description"))
                .hasSizeBetween(3_000, 4_000)
                .containsPattern("- and \\d+ more\n")
                .contains("(code]")
                .doesNotContainIgnoringCase("[code]", "[/code]");
    }

    @Test
    void hostileAccountChangesNoQuery() {
        Exchange result = route.send(Alerts.in(
                "1^ORactive=true", "r&sysparm_limit=9", Alerts.warning().alert()));

        assertThat(result.getException()).isNull();
        assertThat(column(only(), "correlation_id")).isEqualTo("spot/1-ORactive-true/r-sysparm_limit-9/" + Alerts.ID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error\":{\"message\":\"User Not Authenticated\",\"detail\":\"Required to provide Auth information\"},\"status\":\"failure\"} | HTTP 401 Unauthorized: User Not Authenticated; Required to provide Auth information",
                "403 | {\"error\":{\"message\":\"Insufficient rights\",\"detail\":\"\"}} | HTTP 403 Forbidden: Insufficient rights",
                "413 | | HTTP 413 Request Too Long",
                "302 | | HTTP 302 Moved Temporarily"
            })
    void whatCannotSucceedIsNotRepeatedAndSaysWhy(int status, String body, String reason) {
        server.next("GET", Answer.of(status, body == null ? "" : body));

        assertThat(IncidentServer.reason(route.send(Alerts.warning().alert()))).isEqualTo(reason);
        assertThat(server.lines()).containsExactly(FIND);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>Your instance is hibernating</html> | ServiceNow answered with something that is not JSON",
                "{} | ServiceNow answered without /result",
                "{\"result\":[{\"sys_id\":\"../x\",\"correlation_id\":\"spot/210987654321/eu-west-1/i-0a1b2c3d4e5f60718\"}]} | ServiceNow answered without /result/0/sys_id"
            })
    void answerThatIsNotServiceNowsIsAFailure(String body, String reason) {
        server.next("GET", Answer.of(200, body));

        assertThat(IncidentServer.reason(route.send(Alerts.warning().alert()))).startsWith(reason);
        assertThat(server.lines()).containsExactly(FIND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The condition was left out: whatever is newest.
                "{'sys_id':'46d44a23a9fe19810012d100cca80666','correlation_id':'','correlation_display':'','urgency':'3'}",
                "{'sys_id':'46d44a23a9fe19810012d100cca80666','correlation_id':'spot/1/eu-west-1/i-0','urgency':'1'}",
                // The user may not read the column.
                "{'sys_id':'46d44a23a9fe19810012d100cca80666','urgency':'1'}",
                "{'sys_id':'46d44a23a9fe19810012d100cca80666','correlation_id':{'value':'x'}}",
                "{}",
                "null"
            })
    void incidentOfSomebodyElseIsNeverChanged(String incident) {
        String foreign = incident.replace('\'', '"');
        server.next("GET", Answer.of(200, "{\"result\":[" + foreign + "," + foreign + "]}"));

        assertThat(IncidentServer.reason(route.send(Alerts.warning().alert())))
                .startsWith("ServiceNow found incidents, but none with the correlation id that was asked for");
        assertThat(server.lines()).containsExactly(FIND);
    }

    @Test
    void incidentOfTheThreadIsFoundAmongOthers() {
        route.send(Alerts.warning().alert());
        String foreign = "{\"sys_id\":\"46d44a23a9fe19810012d100cca80666\",\"correlation_id\":\"\"}";
        String ours = "{\"sys_id\":\"" + only().sysId() + "\",\"correlation_id\":\"" + THREAD + "\"}";
        server.next("GET", Answer.of(200, "{\"result\":[" + foreign + "," + ours + "]}"));

        assertThat(route.send(Alerts.warning().alert(AlertKind.RECOVERED)).getException())
                .isNull();
        assertThat(server.lines()).containsExactly(FIND, CREATE, FIND, UPDATE);
    }

    @Test
    void longRetryAfterIsLeftToTheQueue() {
        server.next("GET", Answer.of(429, "").with("Retry-After", "120"));

        assertThat(IncidentServer.reason(route.send(Alerts.warning().alert()))).isEqualTo("HTTP 429 Too Many Requests");
        assertThat(server.lines()).containsExactly(FIND);
    }

    @Test
    void passwordIsNeitherInTheMessageNorInTheFailure() {
        server.next("GET", Answer.of(401, "{\"error\":{\"message\":\"PASSW0RD is wrong\"}}"));

        Exchange result = route.send(Alerts.warning().alert());

        assertThat(IncidentServer.reason(result)).isEqualTo("HTTP 401 Unauthorized");
        assertThat(result.getMessage().getHeaders().toString() + result.getVariables())
                .doesNotContain("PASSW0RD", "Basic");
    }
}
