package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.CommandLineRun.Answer;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;

/** The commands {@code render} and {@code explain} with the real routes of the channels, where nobody can be reached. */
class RenderIT {

    @RegisterExtension
    static final GreenMailExtension MAIL =
            new GreenMailExtension(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @RegisterExtension
    static final WireMockExtension INCIDENTS = WireMockExtension.newInstance().build();

    private static final URI NOBODY = URI.create("http://127.0.0.1:1");
    private static final Path EVENT = Path.of("src/test/resources/events/interruption-warning-terminate.json");
    private static final String INSTANCE = "i-0a1b2c3d4e5f60718";

    @TempDir
    private Path directory;

    private CommandLineRun command;

    @BeforeEach
    void settings() {
        command = new CommandLineRun(NOBODY, DryRunSettings.channels(1, MAIL));
    }

    private Answer run(String... arguments) {
        return command.run(Map.of(), arguments);
    }

    @Test
    void renderedChatMessageIsWhatTheRouteWouldPost() throws Exception {
        Answer answer = run("render", EVENT.toString(), "--channel", "google-chat", "--format", "text");

        assertThat(answer.exit()).isZero();
        JsonNode message = new ObjectMapper().readTree(answer.text());
        assertThat(message.path("fallbackText").asText())
                .startsWith("CRITICAL sample-service-1 1 of 3 left (needs 3), sample-service-2 5 of 6 left - Spot");
        assertThat(message.path("thread").path("threadKey").asText()).endsWith("/" + INSTANCE);
        assertThat(answer.errors()).contains("Nothing was sent.").contains("made up");
    }

    @Test
    void renderedMailIsJsonWithItsHeadersAndParts() throws Exception {
        Answer answer = run("render", EVENT.toString(), "--channel", "email", "--json");

        JsonNode mail = new ObjectMapper().readTree(answer.text()).path(0);
        assertThat(mail.path("headers"))
                .extracting(header -> header.path("name").asText())
                .contains("Subject");
        assertThat(mail.path("parts"))
                .extracting(part -> part.path("type").asText().split(";")[0])
                .containsExactly("text/plain", "text/html");
    }

    @Test
    void noServicesAreAMistakeOfTheCommandLine() {
        Answer answer = run("render", EVENT.toString(), "--channel", "sns", "--services", "-1");

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.errors()).contains("--services", "give a number from 1 on");
    }

    @Test
    void renderedEventsAreJson() throws Exception {
        Answer answer = command.run(
                Map.of("spot.channel.eventbridge.bus", "alerts"),
                "render",
                EVENT.toString(),
                "--channel",
                "eventbridge",
                "--format",
                "text");

        assertThat(answer.exit()).as(answer.errors()).isZero();
        JsonNode entry = new ObjectMapper().readTree(answer.text()).at("/Entries/0");
        assertThat(entry.path("EventBusName").asText()).isEqualTo("alerts");
        assertThat(entry.at("/Detail/severity").asText()).isEqualTo("critical");
    }

    @Test
    void brokenTemplateIsSaidAndTheBuiltInOneIsShown() throws IOException {
        Path templates = directory.resolve("templates");
        Files.createDirectories(templates);
        Files.writeString(templates.resolve("message.md.ftl"), "${body.nothing}");
        Map<String, String> settings = Map.of("spot.templates", templates.toString());

        Answer answer = command.run(settings, "render", EVENT.toString(), "--channel", "sns");

        assertThat(answer.exit()).isOne();
        assertThat(answer.errors()).contains("the template message.md.ftl fails in line 1 of message.md.ftl");
        assertThat(answer.text()).as(answer.errors()).contains("WHAT TO DO");
    }

    @Test
    void explainNamesTheChannelsOfTheRoutes() throws IOException {
        Path facts = Files.writeString(directory.resolve("facts.json"), """
                {"cluster": {"reference": "blue"}, "services": [
                  {"name": "orders", "cluster": "blue", "tasksOnInstance": 1, "runningOnInstance": 1}]}
                """);
        Answer answer = command.run(
                Map.of("spot.channel.sns.only", "cluster=nowhere", "spot.store.url", "jdbc:h2:mem:explain"),
                "explain",
                EVENT.toString(),
                "--offline",
                facts.toString());

        assertThat(answer.exit()).as(answer.errors()).isZero();
        assertThat(answer.row("google-chat"))
                .as(answer.text() + answer.errors())
                .isEqualTo("yes none: every alert ");
        assertThat(answer.row("sns")).startsWith("no cluster=nowhere");
    }

    @Test
    void renderedMailHasHeadersAndBothParts() {
        Answer answer = run("render", EVENT.toString(), "--channel", "email", "--at", "2026-11-20T08:16:42Z");

        assertThat(answer.text())
                .contains("From: alerts@example.com\n", "To: team@example.com\n")
                .contains("Subject: [spot] CRITICAL ")
                .contains("Message-I")
                .containsSubsequence("--- text/plain", "WHAT TO DO", "--- text/html", "<!DOCTYPE html>");
        assertThat(MAIL.getReceivedMessages()).isEmpty();
    }

    @Test
    void htmlAloneIsPrinted() {
        assertThat(run("render", EVENT.toString(), "--channel", "email", "--format", "html")
                        .text())
                .startsWith("<!DOCTYPE html>")
                .contains("sample-service-1");
        assertThat(run("render", EVENT.toString(), "--channel", "sns", "--format", "html"))
                .satisfies(none -> assertThat(none.exit()).isOne())
                .satisfies(none -> assertThat(none.errors()).contains("has no html"));
    }

    @Test
    void listMakesADigestWithTheAttributesOfSns() throws IOException {
        Path events = directory.resolve("events.json");
        Files.writeString(
                events,
                "[" + Events.text("interruption-warning-terminate") + ","
                        + Events.text("interruption-warning-terminate").replace(INSTANCE, "i-0123456789abcdef0") + "]");

        Answer answer = run("render", events.toString(), "--channel", "sns");

        assertThat(answer.text())
                .contains("CamelAwsSnsSubject: CRITICAL sample-service-1 ")
                .contains("\nkind: interruption_warning\n")
                .contains("2 SPOT INSTANCES");
    }

    @Test
    void droppedInChannelIsRenderedAndNotSentTo() throws IOException {
        Map<String, String> dropped = new HashMap<>();
        dropped.put(
                "spot.routes",
                routesWith("pager", """
                - route:
                    id: channel-pager
                    group: channel
                    from:
                      uri: direct:channel-pager
                      steps:
                        - setHeader: {id: a, name: Authorization, constant: {expression: Bearer hidden-token}}
                        - setHeader: {id: b, name: Content-Type, constant: {expression: text/plain}}
                        - setBody: {id: c, simple: {expression: "page for ${body.size} alert"}}
                        - to: {id: d, uri: "direct:pager-gateway"}
                - route:
                    id: pager-gateway
                    from:
                      uri: direct:pager-gateway
                      steps:
                        - to: {id: e, uri: "http://127.0.0.1:%d/pager"}
                """.formatted(FreePort.find())).toString());

        Answer answer = command.run(dropped, "render", EVENT.toString(), "--channel", "pager");

        assertThat(answer.exit()).as(answer.errors()).isZero();
        assertThat(answer.text())
                .matches("(?s)to: http://127.0.0.1:[0-9]+/pager\n.*page for 1 alert\n")
                .contains("Authorization: (hidden)\n", "Content-Type: text/plain\n")
                .doesNotContain("hidden-token");
    }

    private Path routesWith(String channel, String text) throws IOException {
        Path copy = directory.resolve("routes");
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(Path.of("routes").relativize(file)));
            }
        }
        Files.writeString(copy.resolve("channels/" + channel + ".camel.yaml"), text);
        return copy;
    }

    @Test
    void newRecordIsRenderedAndNothingIsAsked() throws Exception {
        Answer issue = command.run(
                DryRunSettings.incidents(INCIDENTS),
                "render",
                EVENT.toString(),
                "--channel",
                "jira",
                "--format",
                "text");
        Answer incident =
                command.run(DryRunSettings.incidents(INCIDENTS), "render", EVENT.toString(), "--channel", "servicenow");

        assertThat(issue.exit()).as(issue.errors()).isZero();
        JsonNode fields = new ObjectMapper().readTree(issue.text()).path("fields");
        assertThat(fields.path("summary").asText()).startsWith("CRITICAL sample-service-1 ");
        assertThat(incident.exit()).as(incident.errors()).isZero();
        assertThat(incident.text())
                .startsWith("to: https://servicenow/api/now/table/incident\n")
                .contains("\"correlation_id\":")
                .doesNotContain("secret-password");
        INCIDENTS.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void taskOfFargateIsRenderedWithoutAnInstance() {
        Answer answer = run(
                "render", "src/test/resources/events/task-interruption.json", "--channel", "email", "--format", "text");

        assertThat(answer.exit()).as(answer.errors()).isZero();
        assertThat(answer.text()).contains("checkout", "shop").doesNotContain("m5.large", "sample", "DRAINING");
    }

    @Test
    void whatCannotBeRenderedIsSaidInALine() {
        Answer foreign = run("render", "src/test/resources/events/state-change.json", "--channel", "sns");
        assertThat(foreign.exit()).isOne();
        assertThat(foreign.errors().lines()).singleElement().asString().contains("SPOT_EVENTS");
        Answer wanted = command.run(
                Map.of("spot.events", "state-change"),
                "render",
                "src/test/resources/events/state-change.json",
                "--channel",
                "sns");
        assertThat(wanted.exit()).as(wanted.errors()).isZero();

        Answer unset = new CommandLineRun(NOBODY, Map.of())
                .run(Map.of(), "render", EVENT.toString(), "--channel", "google-chat");
        assertThat(unset.exit()).isOne();
        assertThat(unset.errors())
                .startsWith("bad setting: GOOGLE_CHAT_WEBHOOK")
                .contains("is missing");
    }
}
