package org.spotalert.channels.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.channels.template.Rendered;
import org.spotalert.model.Alert;
import org.spotalert.platform.text.JsonObject;

class PagerDutyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"", "\"&<>'\\", "東🚀", "\u0000\n"})
    void staysWithinTheLimitsWhateverTheNames(String suffix) throws Exception {
        AlertMessage message = Alerts.after(18).of(Alerts.storm(1000, suffix.repeat(1_000)));

        JsonObject event = event(message);

        assertThat(JSON.writeValueAsBytes(event)).hasSizeLessThan(512_000);
        JsonNode json = JSON.valueToTree(event);
        assertThat(json.at("/payload/summary").asText().length()).isBetween(20, 1_024);
        assertThat(json.at("/dedup_key").asText().length()).isBetween(20, 255);
        JsonNode instances = json.at("/payload/custom_details/1000 Spot Instances, worst and most urgent first");
        assertThat(instances.toString()).contains(Alerts.id(0), Alerts.id(999));
    }

    @Test
    void keyOfAnAccountTooLongIsStillAKeyOfItsOwn() {
        AlertMessage one = Alerts.after(18)
                .of(List.of(Alerts.in("a".repeat(300), "r", Alerts.warning().alert())));
        AlertMessage other = Alerts.after(18)
                .of(List.of(Alerts.in(
                        "a".repeat(300), "r", Alerts.about(1, Alerts.warning().alert()))));

        assertThat(String.valueOf(event(one).get("dedup_key")))
                .hasSize(36)
                .isEqualTo(event(one).get("dedup_key"))
                .isNotEqualTo(event(other).get("dedup_key"));
    }

    @Test
    void taskIsSentWithoutWhatItHasNot() {
        Alert one = Alerts.fargateTask("0123456789abcdef0123456789abcdef");
        Alert other = Alerts.fargateTask("fedcba9876543210fedcba9876543210");

        for (List<Alert> alerts : List.of(List.of(one), List.of(one, other))) {
            assertThat(JSON.valueToTree(event(Alerts.after(18).of(alerts))).toString())
                    .contains("Fargate task", "0123456789abcdef0123456789abcdef", "eu-west-1b")
                    .doesNotContain("unknown", "Spot Instance", "container instance", "Auto Scaling group");
        }
    }

    @Test
    void whatIsNotThereIsLeftOut() throws Exception {
        String json = JSON.writeValueAsString(
                event(Alerts.unknown("EC2 did not answer").message()));

        assertThat(json)
                .contains("PARTIAL", "EC2 did not answer")
                .doesNotContain("null", "Standalone", "\"component\"", "routing_key");
    }

    private static JsonObject event(AlertMessage message) {
        return new PagerDuty().event(message, Rendered.markdown(message));
    }
}
