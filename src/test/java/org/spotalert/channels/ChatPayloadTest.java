package org.spotalert.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.channels.slack.Slack;
import org.spotalert.channels.teams.Teams;
import org.spotalert.channels.template.Rendered;
import org.spotalert.model.Alert;
import org.spotalert.platform.text.JsonObject;

/** Slack and Teams; Google Chat, the first of them, has a test of its own. */
class ChatPayloadTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"1, ''", "1, &<>*`", "60, ''", "500, ''", "500, &<>*`", "1000, \u6771\uD83D\uDE80"})
    void everyTextAndTheWholeStayWithinTheLimits(int instances, String suffix) throws Exception {
        String names = suffix.repeat(1_000);
        AlertMessage alert = instances == 1
                ? Alerts.warning()
                        .name(names)
                        .services(500, "s" + names)
                        .partial("p" + names)
                        .message()
                : Alerts.after(18).of(Alerts.storm(instances, names));

        JsonNode posted = JSON.valueToTree(slack(alert));
        assertThat(posted.path("text").asText()).hasSizeBetween(50, 10_000);
        assertThat(posted.path("blocks")).hasSize(1);
        assertThat(posted.at("/blocks/0/text/text").asText()).hasSizeLessThanOrEqualTo(150);
        assertThat(posted.at("/attachments/0/blocks")).hasSizeLessThanOrEqualTo(49);
        assertThat(posted.at("/attachments/0/blocks"))
                .allMatch(block -> block.at("/text/text").asText().length() <= 3_000)
                .noneMatch(block -> block.at("/text/text").asText().isBlank());
        assertThat(JSON.writeValueAsBytes(teams(alert))).hasSizeLessThanOrEqualTo(28 * 1_000);
    }

    @Test
    void digestNamesAsManyInstancesAsFitAndCountsTheOthers() {
        AlertMessage alert = Alerts.after(18).of(Alerts.storm(1_000));

        for (String text : List.of(slackText(slack(alert)), teamsText(teams(alert)))) {
            String listed = text.substring(text.indexOf("1000 Spot Instances, worst and most urgent first"));
            long named = IntStream.range(0, 1_000)
                    .filter(number -> listed.contains(Alerts.id(number)))
                    .count();
            assertThat(named).isBetween(80L, 999L);
            assertThat(text).contains("and " + (1_000 - named) + " more", " in production  58 -", " s left\n");
        }
    }

    @Test
    void instanceIsSentWithEverythingKnownAboutIt() {
        AlertMessage alert = Alerts.warning().tasks(Alerts.task()).message();

        for (String text : List.of(slackText(slack(alert)), teamsText(teams(alert)))) {
            assertThat(text)
                    .contains(
                            "102 s left", "orders", " 3 running, needs 2, behind a load balancer", "abc123", "blue-asg")
                    .contains("https://console.aws.amazon.com/ecs/v2/clusters/blue/services/orders/health");
        }
        assertThat(slackText(slack(alert))).contains("/health?region=eu-west-1|ECS service orders>");
    }

    @Test
    void taskIsSentWithoutWhatItHasNot() {
        Alert one = Alerts.fargateTask("0123456789abcdef0123456789abcdef");
        Alert other = Alerts.fargateTask("fedcba9876543210fedcba9876543210");

        for (List<Alert> alerts : List.of(List.of(one), List.of(one, other))) {
            assertThat(slackText(slack(Alerts.after(18).of(alerts))))
                    .contains("Fargate task", "0123456789abcdef0123456789abcdef", "eu-west-1b")
                    .doesNotContain("unknown", "Spot Instance", "container instance", "Auto Scaling group");
        }
    }

    @Test
    void resolutionNamesNoReclaimTime() {
        List<Alert> several = List.of(Alerts.recovered(), Alerts.about(2, Alerts.recovered()));

        for (List<Alert> alerts : List.of(List.of(Alerts.recovered()), several)) {
            JsonObject message = slack(Alerts.after(180).of(alerts));
            assertThat(slackText(message) + message.get("text"))
                    .contains("stable again")
                    .doesNotContainIgnoringCase("reclaim time");
        }
    }

    @Test
    void teamsCardIsWhatAWorkflowTakes() {
        JsonNode posted = JSON.valueToTree(teams(Alerts.warning().message()));

        assertThat(posted.path("type").asText()).isEqualTo("message");
        assertThat(posted.at("/attachments/0/contentType").asText())
                .isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(posted.at("/attachments/0").has("contentUrl")).isTrue();
        JsonNode card = posted.at("/attachments/0/content");
        assertThat(card.path("$schema").asText()).isEqualTo("http://adaptivecards.io/schemas/adaptive-card.json");
        assertThat(card.path("version").asText()).isEqualTo("1.4");
        assertThat(card.at("/msteams/width").asText()).isEqualTo("Full");
        assertThat(card.at("/body/0/type").asText()).isEqualTo("Container");
        assertThat(card.at("/body/0/style").asText()).isEqualTo("warning");
        assertThat(card.path("body").findValuesAsText("type")).containsOnly("Container", "RichTextBlock", "TextRun");
    }

    private static JsonObject slack(AlertMessage message) {
        return new Slack().message(message, Rendered.markdown(message));
    }

    private static JsonObject teams(AlertMessage message) {
        return new Teams().message(message, Rendered.markdown(message));
    }

    private static String slackText(JsonObject message) {
        JsonNode posted = JSON.valueToTree(message);
        return Stream.of(posted.path("blocks"), posted.at("/attachments/0/blocks"))
                .flatMap(blocks -> StreamSupport.stream(blocks.spliterator(), false))
                .map(block -> block.at("/text/text").asText() + "\n")
                .collect(Collectors.joining());
    }

    private static String teamsText(JsonObject message) {
        JsonNode card = JSON.valueToTree(message).at("/attachments/0/content");
        return String.join(
                        "\n",
                        StreamSupport.stream(card.path("body").spliterator(), false)
                                .map(block -> String.join("", block.findValuesAsText("text")))
                                .toList())
                + "\n" + String.join("\n", card.path("actions").findValuesAsText("url"));
    }
}
