package org.spotalert.channels.googlechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.channels.template.Rendered;

class GoogleChatTest {

    private static final ObjectMapper JSON = new ObjectMapper();

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
        assertThat(message.path("cardsV2").toString()).contains(" more<br>");
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
        assertThat(named).isBetween(suffix.isEmpty() ? 400L : 3L, (long) instances);
        assertThat(listed).contains(" s left<br>");
        assertThat(listed.endsWith("<br>• and " + (instances - named) + " more"))
                .isEqualTo(named < instances);
    }

    @Test
    void instanceWithoutRoomForDetailsIsNamedAllTheSame() {
        String listed =
                paragraph(sent(Alerts.after(18).of(Alerts.storm(500))), "Spot Instances, worst and most urgent first");

        assertThat(IntStream.range(0, 500)).allMatch(number -> listed.contains(Alerts.id(number)));
        assertThat(listed.split("<br>")).hasSizeBetween(20, 100);
    }

    @Test
    void digestOfFewShowsEveryInstance() {
        JsonNode message = sent(Alerts.after(18).of(Alerts.storm(60)));

        String listed = paragraph(message, "Spot Instances, worst and most urgent first");
        // Two lines about all, twenty with details, four of ten ids.
        assertThat(listed.split("<br>")).hasSize(26);
        assertThat(listed)
                .contains(Alerts.id(59), Alerts.id(0) + " m5.large, eu-west-1a, production, ACTIVE, ")
                .doesNotContain(" more");
        assertThat(message.path("fallbackText").asText())
                .contains("60 Spot Instances", "- catalogue in production  58 -> 52 running of 60");
        assertThat(message.at("/thread/threadKey").asText()).startsWith("spot/digest/");
    }

    @Test
    void remarksStandFirst() {
        AlertMessage alert = Alerts.after(18)
                .of(List.of(Alerts.warning().alert().withRemark("Sent here because sns failed: <b>HTTP 404</b>.")));

        JsonNode message = sent(alert);

        assertThat(message.at("/cardsV2/0/card/sections/1").toString())
                .contains("Sent here because sns failed: &lt;b&gt;HTTP 404&lt;/b&gt;.");
        assertThat(message.path("fallbackText").asText().lines().toList().get(1))
                .startsWith("Sent here")
                .doesNotContain("<b>");
    }

    private JsonNode sent(AlertMessage alert) {
        return JSON.valueToTree(new GoogleChat().message(alert, Rendered.markdown(alert)));
    }

    private static String paragraph(JsonNode message, String section) {
        return StreamSupport.stream(message.at("/cardsV2/0/card/sections").spliterator(), false)
                .filter(part -> part.path("header").asText().endsWith(section))
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
                sent(Alerts.warning().services(500, "orders").message()));

        assertThat(card)
                .contains("<b>orders-0</b>")
                .containsPattern("and \\d+ more")
                .doesNotContain("<b>orders-99</b>");
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
        String json = JSON.writeValueAsString(sent(Alerts.warning().message()));

        assertThat(json).doesNotContain("null");
    }

    @Test
    void saysPartialFirst() {
        JsonNode json = sent(Alerts.unknown("EC2 did not answer").message());

        assertThat(json.at("/cardsV2/0/card/sections/1").toString())
                .contains("PARTIAL")
                .contains("EC2 did not answer");
    }
}
