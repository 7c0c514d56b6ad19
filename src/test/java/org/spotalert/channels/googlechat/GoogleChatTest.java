package org.spotalert.channels.googlechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.Alert;
import org.spotalert.model.StandaloneTask;

class GoogleChatTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final GoogleChat chat = new GoogleChat();

    @ParameterizedTest
    @ValueSource(strings = {"orders", "\"&<>'\\", "\u6771\uD83D\uDE80", "\u00fc"})
    void staysWithinTheLimitsWhateverTheNames(String name) throws Exception {
        AlertMessage alert = Alerts.warning()
                .name(name.repeat(10_000))
                .services(500, name.repeat(10_000))
                .partial(name.repeat(10_000))
                .message();

        JsonNode message = sent(alert);

        assertThat(JSON.writeValueAsBytes(message)).hasSizeLessThanOrEqualTo(32_000);
        assertThat(message.path("fallbackText").asText().length()).isLessThan(4_096);
        assertThat(message.path("cardsV2").toString()).contains(" more\"");
    }

    @ParameterizedTest
    @CsvSource({"500, ''", "1000, ''", "500, \"&<>'\\", "1000, \u6771\uD83D\uDE80"})
    void digestStaysWithinTheLimitsWhateverTheNames(int instances, String suffix) throws Exception {
        AlertMessage alert = Alerts.after(18).of(Alerts.storm(instances, suffix.repeat(1_000)));

        JsonNode message = sent(alert);

        assertThat(JSON.writeValueAsBytes(message)).hasSizeLessThanOrEqualTo(32_000);
        assertThat(message.path("fallbackText").asText().length()).isLessThan(4_096);
        assertThat(widgets(message)).isLessThanOrEqualTo(100);
        String listed = paragraph(message, "Spot Instances, worst and most urgent first");
        long named = IntStream.range(0, instances)
                .filter(number -> listed.contains(Alerts.id(number)))
                .count();
        assertThat(named).isBetween(500L, (long) instances);
        assertThat(listed).contains(" s left<br>");
        assertThat(listed.endsWith("<br>and " + (instances - named) + " more")).isEqualTo(named < instances);
    }

    @Test
    void cardShowsNoMoreWidgetsThanGoogleChatDoes() {
        String everywhere = "Something is missing, and everybody should know it. ";
        List<Alert> alerts = IntStream.range(0, 90)
                .mapToObj(n -> Alerts.about(
                                n,
                                Alerts.warning()
                                        .services(1, "service-" + n)
                                        .tasks(Alerts.task())
                                        .partial("reason " + n)
                                        .alert())
                        .withRemark(everywhere + n))
                .toList();

        JsonNode digest = JSON.valueToTree(chat.message(Alerts.after(18).of(alerts)));
        JsonNode single = JSON.valueToTree(chat.message(Alerts.warning()
                .services(90, "s")
                .tasks(Collections.nCopies(90, Alerts.task()).toArray(StandaloneTask[]::new))
                .partial("reason")
                .message()));

        assertThat(widgets(digest)).isBetween(80, 100);
        assertThat(widgets(single)).isBetween(80, 100);
    }

    @Test
    void instanceWithoutRoomForDetailsIsNamedAllTheSame() {
        String listed =
                paragraph(sent(Alerts.after(18).of(Alerts.storm(500))), "Spot Instances, worst and most urgent first");

        assertThat(IntStream.range(0, 500)).allMatch(number -> listed.contains(Alerts.id(number)));
        assertThat(listed.split("<br>")).hasSizeBetween(20, 300);
    }

    @Test
    void digestOfFewShowsEveryInstance() {
        JsonNode message = sent(Alerts.after(18).of(Alerts.storm(60)));

        String listed = paragraph(message, "Spot Instances, worst and most urgent first");
        assertThat(listed.split("<br>")).hasSize(60);
        assertThat(listed)
                .contains(Alerts.id(59) + ", m5a.large, eu-west-1c, payments, DRAINING, ")
                .doesNotContain(" more");
        assertThat(message.path("fallbackText").asText())
                .contains("60 Spot Instances", "- catalogue in production: 58 -> 52 running of 60");
        assertThat(message.at("/thread/threadKey").asText()).startsWith("spot/digest/");
    }

    @Test
    void remarksStandFirst() {
        AlertMessage alert = Alerts.after(18)
                .of(List.of(Alerts.warning().alert().withRemark("Sent here because sns failed: <b>HTTP 404</b>.")));

        JsonNode message = sent(alert);

        assertThat(message.at("/cardsV2/0/card/sections/0").toString())
                .contains("Sent here because sns failed: &lt;b&gt;HTTP 404&lt;/b&gt;.");
        assertThat(message.path("fallbackText").asText().lines().toList().get(1))
                .startsWith("Sent here")
                .doesNotContain("<b>");
    }

    private JsonNode sent(AlertMessage alert) {
        return JSON.valueToTree(chat.message(alert));
    }

    private static String paragraph(JsonNode message, String section) {
        return StreamSupport.stream(message.at("/cardsV2/0/card/sections").spliterator(), false)
                .filter(part -> part.path("header").asText().equals(section))
                .map(part -> part.at("/widgets/0/textParagraph/text").asText())
                .findFirst()
                .orElseThrow();
    }

    private static int widgets(JsonNode message) {
        int count = 0;
        for (JsonNode section : message.at("/cardsV2/0/card/sections")) {
            count += section.path("widgets").size();
        }
        return count;
    }

    @Test
    void showsTheFirstServicesAndCountsTheOthers() throws Exception {
        String card = JSON.writeValueAsString(
                chat.message(Alerts.warning().services(50, "orders").message()));

        assertThat(card).contains("orders-0 (blue)").contains("and 10 more").doesNotContain("orders-9 (blue)");
    }

    @Test
    void escapesMarkupInTheCardAndBreaksItInTheText() throws Exception {
        JsonNode message = sent(Alerts.warning()
                .services(Alerts.service("<users/all> <http://evil|x> *b* _i_ `c` <!channel>", 4, 50))
                .message());

        assertThat(message.path("fallbackText").asText())
                .doesNotContain("<users")
                .doesNotContain("<http")
                .doesNotContain("<!");
        assertThat(message.at("/cardsV2").toString())
                .contains("&lt;users/all&gt;")
                .doesNotContain("<users")
                .doesNotContain("<http");
    }

    @Test
    void leavesOutWhatAWidgetIsNot() throws Exception {
        String json = JSON.writeValueAsString(chat.message(Alerts.warning().message()));

        assertThat(json).doesNotContain("null");
    }

    @Test
    void saysPartialFirst() {
        JsonNode json = JSON.valueToTree(
                chat.message(Alerts.unknown("EC2 did not answer").message()));

        assertThat(json.at("/cardsV2/0/card/sections/0").toString())
                .contains("PARTIAL")
                .contains("EC2 did not answer");
    }
}
