package org.spotalert.channels.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.jira.AdfDocument;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.Alert;
import org.spotalert.platform.text.JsonObject;

class PagerDutyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final PagerDuty pagerDuty = new PagerDuty();

    @ParameterizedTest
    @ValueSource(strings = {"", "\"&<>'\\", "東🚀", "\u0000\n"})
    void staysWithinTheLimitsWhateverTheNames(String suffix) throws Exception {
        AlertMessage message = Alerts.after(18).of(Alerts.storm(1000, suffix.repeat(1_000)));

        JsonObject event = pagerDuty.event(message);

        assertThat(JSON.writeValueAsBytes(event)).hasSizeLessThan(512_000);
        JsonNode json = JSON.valueToTree(event);
        assertThat(json.at("/payload/summary").asText().length()).isBetween(20, 1_024);
        assertThat(json.at("/dedup_key").asText().length()).isBetween(20, 255);
        JsonNode instances = json.at("/payload/custom_details/instances");
        assertThat(instances.size()).isGreaterThan(100);
        assertThat(instances.get(instances.size() - 1).asText()).matches("and \\d+ more");
    }

    @Test
    void keyOfAnAccountTooLongIsStillAKeyOfItsOwn() {
        AlertMessage one = Alerts.after(18)
                .of(List.of(Alerts.in("a".repeat(300), "r", Alerts.warning().alert())));
        AlertMessage other = Alerts.after(18)
                .of(List.of(Alerts.in(
                        "a".repeat(300), "r", Alerts.about(1, Alerts.warning().alert()))));

        assertThat(String.valueOf(pagerDuty.event(one).get("dedup_key")))
                .hasSize(36)
                .isEqualTo(pagerDuty.event(one).get("dedup_key"))
                .isNotEqualTo(pagerDuty.event(other).get("dedup_key"));
    }

    @Test
    void taskIsSentWithoutWhatItHasNot() {
        Alert one = Alerts.fargateTask("0123456789abcdef0123456789abcdef");
        Alert other = Alerts.fargateTask("fedcba9876543210fedcba9876543210");

        for (List<Alert> alerts : List.of(List.of(one), List.of(one, other))) {
            assertThat(JSON.valueToTree(pagerDuty.event(Alerts.after(18).of(alerts)))
                            .toString())
                    .contains("Fargate task", "0123456789abcdef0123456789abcdef", "eu-west-1b")
                    .doesNotContain("unknown", "Spot Instance", "container instance", "Auto Scaling group");
        }
    }

    @Test
    void resolutionNamesNoReclaimTime() {
        AlertMessage message = Alerts.after(180).of(List.of(Alerts.recovered(), Alerts.about(2, Alerts.recovered())));

        assertThat(AdfDocument.of(message).toString())
                .contains("stable again")
                .doesNotContainIgnoringCase("reclaim time");
    }

    @Test
    void whatIsNotThereIsLeftOut() throws Exception {
        String json = JSON.writeValueAsString(
                pagerDuty.event(Alerts.unknown("EC2 did not answer").message()));

        assertThat(json)
                .contains("could_not_be_looked_up", "EC2 did not answer")
                .doesNotContain("null", "affected_services", "standalone_tasks", "\"component\"", "routing_key");
    }
}
