package org.spotalert.channels.jira;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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
import org.spotalert.channels.jira.JiraSite.Issue;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Severity;

class JiraRouteTest {

    private static final String THREAD = "spot-210987654321-eu-west-1-" + Alerts.ID;
    private static final String SEARCH = "POST /rest/api/3/search/jql";
    private static final String CREATE = "POST /rest/api/3/issue";
    private static final String GET = "GET /rest/api/3/issue/OPS-10001";
    private static final String EDIT = "PUT /rest/api/3/issue/OPS-10001";
    private static final Answer PASSING = Answer.of(503, "").with("Retry-After", "0");

    private final JiraSite site = new JiraSite();
    private IncidentServer server;
    private ChannelRoute route;

    @BeforeEach
    void start() throws Exception {
        server = new IncidentServer(site);
        route = route("Task", Severity.WARNING);
    }

    private ChannelRoute route(String issueType, Severity least) throws Exception {
        ExtraFields fields = ExtraFields.parse("priority.name=High; components=[{\"name\":\"ops\"}]", Set.of());
        return new ChannelRoute(
                "jira",
                Map.of(),
                Map.of(
                        "jira",
                        new Jira(new JiraSettings("OPS", issueType, List.of("on-call"), fields, least)),
                        "jiraAnswer",
                        new JiraResponse(),
                        "jiraClient",
                        server.client("/", RequestAuthentication.basic("me@example.org", "T0KEN"))));
    }

    @AfterEach
    void stop() {
        route.close();
        server.close();
    }

    private Issue only() {
        assertThat(site.issues()).hasSize(1);
        return site.issues().get(0);
    }

    @Test
    void warningOpensAnIssue() {
        Exchange result = route.send(Alerts.warning().alert());

        assertThat(result.getException()).isNull();
        assertThat(server.lines()).containsExactly(SEARCH, CREATE);
        Issue issue = only();
        assertThat(issue.labels())
                .containsExactly(
                        "spot-interruption",
                        "spot-interruption-OPS",
                        THREAD,
                        THREAD + "-interruption_warning-20261120081542",
                        "spot-" + Alerts.ID,
                        "on-call");
        assertThat(issue.fields().at("/summary").asText())
                .isEqualTo("WARNING orders 3 of 4 left - Spot reclaim in blue 08:17 UTC");
        assertThat(issue.fields().at("/priority/name").asText()).isEqualTo("High");
        assertThat(issue.fields().at("/components/0/name").asText()).isEqualTo("ops");
        assertThat(issue.fields().at("/description").toString())
                .contains("orders", "  4 -> 3 running, needs 2", "What to do", "\"href\":\"https://");
        String login = Base64.getEncoder().encodeToString("me@example.org:T0KEN".getBytes(StandardCharsets.UTF_8));
        assertThat(server.requests()).allSatisfy(request -> {
            assertThat(request.headers().getFirst("Authorization")).isEqualTo("Basic " + login);
            assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
            assertThat(request.headers()).doesNotContainKey("X-queue-header");
        });
    }

    @Test
    void sameMessageOnceMoreAddsNothing() {
        route.send(Alerts.warning().alert());
        Exchange again = route.send(Alerts.warning().alert());

        assertThat(again.getException()).isNull();
        assertThat(server.lines()).containsExactly(SEARCH, CREATE, SEARCH, GET);
        assertThat(only().comments()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DETAIL", "RECOVERED", "NOT_RECOVERED"})
    void laterMessageOfTheThreadIsACommentOnce(AlertKind kind) {
        route.send(Alerts.warning().alert());
        route.send(Alerts.warning().alert(kind));
        Exchange again = route.send(Alerts.warning().alert(kind));

        assertThat(again.getException()).isNull();
        assertThat(server.lines()).containsExactly(SEARCH, CREATE, SEARCH, GET, EDIT, SEARCH, GET);
        assertThat(only().comments()).hasSize(1);
        assertThat(only().labels()).contains(THREAD + "-" + kind + "-20261120081542");
    }

    @Test
    void interruptionAfterTheIssueIsDoneHasAnIssueOfItsOwn() {
        route.send(Alerts.warning().alert());
        only().close();
        Exchange again = route.send(Alerts.later(7_200, Alerts.warning().alert()));
        Exchange ended = route.send(Alerts.later(7_200, Alerts.warning().alert(AlertKind.RECOVERED)));

        assertThat(again.getException()).isNull();
        assertThat(ended.getException()).isNull();
        assertThat(site.issues()).hasSize(2);
        assertThat(site.issues().get(0).comments()).isEmpty();
        assertThat(site.issues().get(1).comments()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"WARNING", "DETAIL", "RECOVERED", "NOT_RECOVERED"})
    void doneIssueThatHasTheMessageIsNotSentItAgain(AlertKind kind) {
        route.send(Alerts.warning().alert());
        route.send(Alerts.warning().alert(kind));
        only().close();
        route.send(Alerts.later(7_200, Alerts.warning().alert()));
        int comments = site.issues().get(0).comments().size();

        Exchange again = route.send(Alerts.warning().alert(kind));

        assertThat(again.getException()).isNull();
        assertThat(site.issues()).hasSize(2);
        assertThat(site.issues().get(0).comments()).hasSize(comments);
        assertThat(site.issues().get(1).comments()).isEmpty();
    }

    @Test
    void resolutionIsSentToAnIssueThatIsDone() {
        route.send(Alerts.warning().alert());
        only().close();

        route.send(Alerts.warning().alert(AlertKind.NOT_RECOVERED));

        assertThat(only().comments()).hasSize(1);
    }

    @Test
    void issueTakenUnheardIsNotOpenedTwice() {
        server.next("POST", Answer.of(200, "{\"issues\":[]}"));
        server.takeUnheard("POST");

        assertThat(IncidentServer.reason(route.send(Alerts.warning().alert()))).contains("timed out waiting");
        Exchange result = route.send(Alerts.warning().alert());

        assertThat(result.getException()).isNull();
        assertThat(server.lines()).containsExactly(SEARCH, CREATE, SEARCH, GET);
        assertThat(only().comments()).isEmpty();
    }

    @Test
    void commentTakenUnheardIsNotMadeTwice() {
        route.send(Alerts.warning().alert());
        server.takeUnheard("PUT");

        assertThat(IncidentServer.reason(route.send(Alerts.warning().alert(AlertKind.RECOVERED))))
                .contains("timed out waiting");
        Exchange result = route.send(Alerts.warning().alert(AlertKind.RECOVERED));

        assertThat(result.getException()).isNull();
        assertThat(server.lines()).containsExactly(SEARCH, CREATE, SEARCH, GET, EDIT, SEARCH, GET);
        assertThat(only().comments()).hasSize(1);
    }

    @Test
    void newIssueIsKnownThoughTheSearchIsBehind() {
        site.letSearchBeBehind();
        route.send(Alerts.warning().alert());

        Exchange result = route.send(Alerts.warning().alert(AlertKind.DETAIL));

        assertThat(result.getException()).isNull();
        assertThat(only().comments()).hasSize(1);
    }

    @Test
    void everyStepIsTriedAgainAsAWhole() {
        server.next("POST", PASSING);
        server.next("POST", Answer.of(200, "{\"issues\":[]}"));
        server.next("POST", PASSING);
        Exchange opened = route.send(Alerts.warning().alert());
        assertThat(server.lines()).containsExactly(SEARCH, SEARCH, CREATE, SEARCH, CREATE);
        server.next("GET", PASSING);
        server.next("PUT", Answer.of(429, "").with("Retry-After", "0").with("RateLimit-Reason", "jira-burst-based"));
        Exchange commented = route.send(Alerts.warning().alert(AlertKind.DETAIL));

        assertThat(opened.getException()).isNull();
        assertThat(commented.getException()).isNull();
        assertThat(only().comments()).hasSize(1);
    }

    @Test
    void lessSevereMessageOpensNothingButIsSentToAnIssueThatIsThere() throws Exception {
        try (ChannelRoute critical = route("Task", Severity.CRITICAL)) {
            Exchange result = critical.send(Alerts.warning().alert());
            assertThat(result.getException()).isNull();
            assertThat(server.lines()).containsExactly(SEARCH);
            route.send(Alerts.warning().alert());
            critical.send(Alerts.warning().alert(AlertKind.DETAIL));
        }

        assertThat(only().comments()).hasSize(1);
    }

    @Test
    void recoveryWithoutAnIssueOpensNone() {
        Exchange result = route.send(
                Alerts.warning().services(Alerts.service("single", 1, 100)).alert(AlertKind.RECOVERED));

        assertThat(result.getException()).isNull();
        assertThat(site.issues()).isEmpty();
    }

    @Test
    void digestIsOneIssueWithTheLabelsOfItsFirstInstances() {
        Exchange result = route.send(Alerts.storm(500));

        assertThat(result.getException()).isNull();
        Issue issue = only();
        assertThat(issue.labels()).hasSize(25).anyMatch(label -> label.startsWith("spot-digest-"));
        assertThat(issue.fields().at("/description").toString()).contains("more\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | | HTTP 401 Unauthorized",
                "403 | {\"errorMessages\":[\"no permission\"]} | HTTP 403 Forbidden: no permission",
                "404 | {\"errorMessages\":[\"no such site\"],\"errors\":{}} | HTTP 404 Not Found: no such site",
                "410 | {\"errorMessages\":[\"The requested API has been removed.\"]} | HTTP 410 Gone: The requested API has been removed.",
                "413 | | HTTP 413 Request Too Long",
            })
    void whatCannotSucceedIsNotRepeatedAndSaysWhy(int status, String body, String reason) {
        server.next("POST", Answer.of(status, body == null ? "" : body));

        assertThat(IncidentServer.reason(route.send(Alerts.warning().alert()))).isEqualTo(reason);
        assertThat(server.lines()).containsExactly(SEARCH);
    }

    @Test
    void refusedIssueNamesTheField() throws Exception {
        try (ChannelRoute wrong = route("Ticket", Severity.WARNING)) {
            assertThat(IncidentServer.reason(wrong.send(Alerts.warning().alert())))
                    .isEqualTo("HTTP 400 Bad Request: issuetype: Specify a valid issue type");
        }
        assertThat(server.lines()).containsExactly(SEARCH, CREATE);
    }

    @Test
    void longRetryAfterIsLeftToTheQueue() {
        server.next("POST", Answer.of(429, "").with("Retry-After", "120"));

        assertThat(IncidentServer.reason(route.send(Alerts.warning().alert()))).isEqualTo("HTTP 429 Too Many Requests");
        assertThat(server.lines()).containsExactly(SEARCH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>Log in</html> | Jira answered with something that is not JSON",
                "{} | Jira answered without /issues",
                "{\"issues\":[{\"key\":\"../../x\",\"fields\":{\"labels\":[\"spot-210987654321-eu-west-1-i-0a1b2c3d4e5f60718\"]}}]} | Jira answered without /issues/0/key"
            })
    void answerThatIsNotJirasIsAFailure(String body, String reason) {
        server.next("POST", Answer.of(200, body));

        assertThat(IncidentServer.reason(route.send(Alerts.warning().alert()))).startsWith(reason);
        assertThat(server.lines()).containsExactly(SEARCH);
        assertThat(site.issues()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WARNING", "DETAIL", "RECOVERED", "NOT_RECOVERED"})
    void issueThatWasMovedToAnotherProjectIsStillTheIssueOfItsThread(AlertKind kind) {
        route.send(Alerts.warning().alert());
        only().moveTo("INFRA");

        Exchange result = route.send(Alerts.later(60, Alerts.warning().alert(kind)));

        assertThat(result.getException()).isNull();
        assertThat(only().comments()).hasSize(1);
        assertThat(server.lines()).endsWith("PUT /rest/api/3/issue/INFRA-10001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'10002','key':'OPS-2','fields':{'labels':['customer']}}",
                "{'id':'10002','key':'OPS-2','fields':{}}",
                "{'id':'10002','key':'OPS-2'}",
                "null"
            })
    void issueOfSomebodyElseIsNeverChanged(String issue) {
        server.next("POST", Answer.of(200, "{\"isLast\":true,\"issues\":[" + issue.replace('\'', '"') + "]}"));

        assertThat(IncidentServer.reason(route.send(Alerts.warning().alert())))
                .startsWith("Jira found issues, but none with the label that was asked for");
        assertThat(server.lines()).containsExactly(SEARCH);
    }

    @Test
    void searchThatIsNotAtItsEndIsTriedAgain() {
        route.send(Alerts.warning().alert());
        server.next("POST", Answer.of(200, "{\"issues\":[],\"isLast\":false,\"nextPageToken\":\"CAEaAggD\"}"));

        assertThat(route.send(Alerts.warning().alert(AlertKind.DETAIL)).getException())
                .isNull();
        assertThat(server.lines()).containsExactly(SEARCH, CREATE, SEARCH, SEARCH, GET, EDIT);
    }

    @Test
    void tokenIsNeitherInTheMessageNorInTheFailure() {
        server.next("POST", Answer.of(401, "{\"errorMessages\":[\"T0KEN is no token\"]}"));

        Exchange result = route.send(Alerts.warning().alert());

        assertThat(IncidentServer.reason(result)).isEqualTo("HTTP 401 Unauthorized");
        assertThat(result.getMessage().getHeaders().toString() + result.getVariables())
                .doesNotContain("T0KEN", "Basic");
    }
}
