package org.spotalert.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spotalert.channels.eventbridge.EventBus;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Ownership;
import org.spotalert.model.Prospects;
import org.spotalert.model.RecoveryOutcome;
import org.spotalert.model.RecoveryOutcome.ServiceOutcome;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.Severity;
import org.spotalert.model.StandaloneTask;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

class CloudEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Schemas schemas = new Schemas();
    private final CloudEvents cloudEvents = new CloudEvents(Alerts.after(18));
    private final EventBus bus = new EventBus(Alerts.after(18));

    static Stream<List<Alert>> alerts() {
        return Stream.of(
                List.of(Alerts.warning().tasks(Alerts.task()).alert()),
                List.of(Alerts.rebalance().alert()),
                List.of(Alerts.unknown("ECS did not answer").alert()),
                List.of(Alerts.warning()
                        .services(Alerts.unknownFigures("orders"))
                        .alert(AlertKind.RECOVERED)
                        .withRemark("Sent here because sns failed.")),
                List.of(Alerts.warning().services(2_000, "s".repeat(300)).alert()),
                List.of(Alerts.recovered()),
                List.of(notRecovered()),
                List.of(owned()),
                List.of(Alerts.fargateTask("0123456789abcdef0123456789abcdef")),
                Alerts.storm(60));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void whatLeavesIsWhatTheSchemasSay(List<Alert> alerts) throws Exception {
        JsonNode event = JSON.valueToTree(cloudEvents.message(alerts));

        assertThat(schemas.problems(event.path("dataschema").asText(), event.path("data")))
                .isEmpty();
        assertThat(event.at("/data/alerts")).hasSize(alerts.size());
        for (PutEventsRequestEntry entry : entries(alerts)) {
            assertThat(schemas.problems("urn:spot-interruption-alerts:schema:alert:1", JSON.readTree(entry.detail())))
                    .isEmpty();
        }
    }

    @Test
    void strictSchemaSeesWhatIsWrong() throws Exception {
        JsonNode event = JSON.readTree("{\"headline\":1,\"severity\":\"bad\",\"alerts\":[{\"odd\":1}],\"more\":2}");

        assertThat(schemas.problems("urn:spot-interruption-alerts:schema:alerts:1", event))
                .anyMatch(problem -> problem.contains("headline"))
                .anyMatch(problem -> problem.contains("severity"))
                .anyMatch(problem -> problem.contains("odd"))
                .anyMatch(problem -> problem.contains("more"))
                .anyMatch(problem -> problem.contains("incident"));
    }

    @Test
    void tellsTheFactsAsNumbersAndTimes() {
        JsonNode event = JSON.valueToTree(cloudEvents.message(
                List.of(Alerts.warning().tasks(Alerts.task()).alert())));

        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("type").asText()).isEqualTo("org.spotalert.alerts.v1");
        assertThat(event.path("time").asText()).isEqualTo("2026-11-20T08:15:42Z");
        assertThat(event.path("subject").asText()).isEqualTo("spot/210987654321/eu-west-1/" + Alerts.ID);
        JsonNode alert = event.at("/data/alerts/0");
        assertThat(alert.path("reclaimAt").asText()).isEqualTo("2026-11-20T08:17:42Z");
        assertThat(alert.path("cluster").asText()).isEqualTo("blue");
        assertThat(alert.at("/instance/status").asText()).isEqualTo("DRAINING");
        assertThat(alert.at("/services/0/figures/desired").asInt()).isEqualTo(4);
        assertThat(alert.at("/standaloneTasks/0/arn").asText()).endsWith("task/blue/abc123");
        assertThat(alert.has("omitted")).isFalse();
    }

    @Test
    void saysWhetherTasksComeBack() throws Exception {
        AffectedService was = Alerts.warning().alert().impact().services().get(0);
        ServiceStatus status = new ServiceStatus(
                3,
                2,
                0,
                "web:7",
                true,
                50,
                Map.of(),
                50,
                new Prospects(
                        Prospects.Rollout.IN_PROGRESS,
                        List.of("FARGATE_SPOT"),
                        true,
                        new Prospects.Unplaced("no\nroom", Instant.parse("2026-11-20T08:15:42Z"))));
        Alert alert = Alerts.warning()
                .services(new AffectedService(was.name(), was.cluster(), 1, 1, status))
                .alert();
        JsonNode event = JSON.readTree(entries(List.of(alert)).get(0).detail());

        assertThat(event.at("/services/0/figures/prospects")).hasToString(compact("""
                {"deployment": "in_progress", "capacityProviders": ["FARGATE_SPOT"], "rebalancesZones": true,
                 "cannotPlace": "no room"}"""));
        assertThat(schemas.problems("urn:spot-interruption-alerts:schema:alert:1", event))
                .isEmpty();
    }

    private static Alert owned() {
        Ownership payments = new Ownership("pay\nments", "https://wiki.example.com/a", List.of("S0123ABCD"), "slack");
        Alert.Warning warning = Alerts.warning().tasks(Alerts.task()).alert();
        return new Alert.Warning(
                warning.impact().ownedBy(service -> payments, task -> new Ownership("data", null, List.of(), null)),
                warning.decision());
    }

    @Test
    void namesOwnersAndRunbooks() throws Exception {
        JsonNode alert = JSON.readTree(entries(List.of(owned())).get(0).detail());

        assertThat(alert.at("/services/0/owner").asText()).isEqualTo("pay ments");
        assertThat(alert.at("/services/0/runbook").asText()).isEqualTo("https://wiki.example.com/a");
        assertThat(alert.at("/standaloneTasks/0/owner").asText()).isEqualTo("data");
        assertThat(alert.at("/standaloneTasks/0").has("runbook")).isFalse();
        assertThat(alert.toString()).doesNotContain("S0123ABCD");
    }

    private static Alert notRecovered() {
        Alert warned = Alerts.warning().alert();
        RecoveryOutcome outcome = new RecoveryOutcome(
                Severity.WARNING,
                Duration.ofSeconds(602),
                List.of(
                        new ServiceOutcome("blue", "orders", null, false, Duration.ofSeconds(540), "no\nroom\u202e"),
                        new ServiceOutcome("blue", "old", null, true, Duration.ZERO, null)),
                2);
        return new Alert.Resolution(
                warned.impact(),
                warned.decision(),
                List.of(),
                new Alert.Origin("spot/digest/all", Map.of(), Set.of()),
                outcome);
    }

    @Test
    void tellsHowItEndedForEachService() throws Exception {
        JsonNode recovered = JSON.valueToTree(cloudEvents.message(List.of(Alerts.recovered())))
                .at("/data/alerts/0/ending");
        JsonNode broken = JSON.readTree(entries(List.of(notRecovered())).get(0).detail());

        assertThat(recovered.path("settled").asBoolean()).isTrue();
        assertThat(recovered.path("warned").asText()).isEqualTo("critical");
        assertThat(recovered.path("afterSeconds").asInt()).isEqualTo(74);
        assertThat(recovered.at("/services/0")).hasToString(compact("""
                {"name": "orders", "cluster": "blue", "whole": true, "belowMinimumSeconds": 21, "figures": {"desired": 3,
                 "running": 3, "pending": 0, "minimumHealthy": 3, "minimumHealthyPercent": 100, "taskDefinition": "web:7",
                 "loadBalanced": true}}"""));
        assertThat(broken.path("thread").asText()).isEqualTo("spot/digest/all");
        assertThat(broken.path("ending")).hasToString(compact("""
                {"warned": "warning", "afterSeconds": 602, "settled": false, "services": [
                 {"name": "orders", "cluster": "blue", "whole": false, "belowMinimumSeconds": 540, "reason": "no room"},
                 {"name": "old", "cluster": "blue", "whole": true, "belowMinimumSeconds": 0}], "standaloneTasks": 2}"""));
    }

    private static String compact(String json) throws IOException {
        return JSON.readTree(json).toString();
    }

    @Test
    void threadIsThatOfTheMessageAndTheIncidentThatOfTheInstance() throws Exception {
        List<Alert> alerts = Alerts.storm(3);
        JsonNode event = JSON.valueToTree(cloudEvents.message(alerts));
        JsonNode put = JSON.readTree(entries(alerts).get(0).detail());

        assertThat(event.path("subject").asText()).startsWith("spot/digest/");
        assertThat(event.at("/data/alerts").findValuesAsText("thread"))
                .hasSize(3)
                .containsOnly(event.path("subject").asText());
        assertThat(put.path("thread")).isEqualTo(event.path("subject"));
        assertThat(put.path("incident").asText())
                .endsWith(put.at("/instance/id").asText());
    }

    @Test
    void fargateTaskIsNamedByItsArn() {
        String id = "0123456789abcdef0123456789abcdef";
        JsonNode alert = JSON.valueToTree(cloudEvents.message(List.of(Alerts.fargateTask(id))))
                .at("/data/alerts/0");

        assertThat(alert.at("/task/arn").asText()).isEqualTo("arn:aws:ecs:eu-west-1:210987654321:task/blue/" + id);
        assertThat(alert.at("/task/group").asText()).isEqualTo("service:orders");
        assertThat(alert.path("task").has("taskDefinition")).isFalse();
        assertThat(alert.has("ending")).isFalse();
    }

    @Test
    void documentedMessageHasTheMembersOfARealOne() throws Exception {
        String document = Files.readString(Path.of("docs/channels.md"));
        String block = document.substring(document.lastIndexOf("```json", document.indexOf("specversion")) + 7);
        JsonNode documented = JSON.readTree(block.substring(0, block.indexOf("```")));

        JsonNode event = JSON.valueToTree(cloudEvents.message(Alerts.storm(1)));

        assertThat(documented.fieldNames()).toIterable().containsExactlyElementsOf(event::fieldNames);
        assertThat(documented.path("data").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(event.path("data")::fieldNames);
        for (String constant : List.of("specversion", "source", "type", "datacontenttype", "dataschema")) {
            assertThat(documented.path(constant)).isEqualTo(event.path(constant));
        }
    }

    @Test
    void whatIsUnknownIsLeftOut() {
        JsonNode alert = JSON.valueToTree(cloudEvents.message(
                        List.of(Alerts.unknown("ECS did not answer").alert())))
                .at("/data/alerts/0");

        assertThat(alert.fieldNames()).toIterable().doesNotContain("account", "cluster");
        assertThat(alert.at("/instance").fieldNames()).toIterable().containsExactly("id");
        assertThat(alert.at("/missing/0").asText()).isEqualTo("ECS did not answer");
    }

    @Test
    void sameAlertsAreTheSameMessageAtEveryAttempt() {
        List<Alert> alerts = Alerts.storm(3);

        String first = String.valueOf(cloudEvents.message(alerts).get("id"));

        assertThat(new CloudEvents(Alerts.after(300)).message(alerts).get("id")).isEqualTo(first);
        assertThat(cloudEvents.message(Alerts.storm(4)).get("id")).isNotEqualTo(first);
        assertThat(first).matches("msg_[0-9a-f]{32}");
    }

    @Test
    void tooManyServicesAreLeftOutAndCounted() throws Exception {
        Alert alert = Alerts.warning()
                .services(3_000, "\u6771".repeat(300))
                .tasks(Collections.nCopies(3_000, Alerts.task()).toArray(StandaloneTask[]::new))
                .alert();

        JsonNode posted = JSON.valueToTree(cloudEvents.message(List.of(alert)));
        JsonNode put = JSON.readTree(entries(List.of(alert)).get(0).detail());

        assertThat(JSON.writeValueAsBytes(posted)).hasSizeBetween(500_000, 1_000_000);
        assertThat(posted.at("/data/alerts/0/omitted/services").asInt()
                        + posted.at("/data/alerts/0/services").size())
                .isEqualTo(3_000);
        assertThat(put.toString().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(100_000, 256 * 1024);
        assertThat(put.at("/omitted/services").asInt() + put.at("/services").size())
                .isEqualTo(3_000);
    }

    @Test
    void tooManyAlertsAreLeftOutAndCountedTheWorstKept() throws Exception {
        List<Alert> alerts = Stream.concat(
                        Alerts.storm(999, "\u6771".repeat(300)).stream(),
                        Stream.of(Alerts.about(
                                5_000, Alerts.warning().tasks(Alerts.task()).alert())))
                .toList();

        JsonNode posted = JSON.valueToTree(cloudEvents.message(alerts));

        assertThat(JSON.writeValueAsBytes(posted)).hasSizeBetween(900_000, 1_000_000);
        int kept = posted.at("/data/alerts").size();
        assertThat(posted.at("/data/omittedAlerts").asInt()).isEqualTo(1_000 - kept);
        assertThat(posted.at("/data/alerts/0/severity").asText()).isEqualTo("critical");
    }

    @Test
    void requestsHaveTenEventsAtMostAndAreNotTooLarge() {
        List<PutEventsRequest> small = bus.requests(Alerts.storm(25), "alerts");
        List<PutEventsRequest> large = bus.requests(
                Collections.nCopies(
                        4, Alerts.warning().services(300, "s".repeat(300)).alert()),
                "alerts");

        assertThat(small).extracting(request -> request.entries().size()).containsExactly(10, 10, 5);
        assertThat(large)
                .hasSizeGreaterThan(1)
                .allMatch(request -> request.entries().stream()
                                .mapToInt(entry -> entry.detail().getBytes(StandardCharsets.UTF_8).length)
                                .sum()
                        < 256 * 1024);
        assertThat(large.stream().mapToInt(request -> request.entries().size()).sum())
                .isEqualTo(4);
    }

    private List<PutEventsRequestEntry> entries(List<Alert> alerts) {
        return bus.requests(alerts, "alerts").stream()
                .flatMap(request -> request.entries().stream())
                .toList();
    }
}
