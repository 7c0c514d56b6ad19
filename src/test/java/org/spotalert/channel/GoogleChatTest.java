package org.spotalert.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

        GoogleChatMessage message = chat.message(alert);

        assertThat(JSON.writeValueAsBytes(message)).hasSizeLessThanOrEqualTo(32_000);
        assertThat(message.text().length()).isLessThan(4_096);
        assertThat(JSON.writeValueAsString(message.cardsV2())).contains(" more\"");
    }

    @Test
    void showsTheFirstServicesAndCountsTheOthers() throws Exception {
        String card = JSON.writeValueAsString(
                chat.message(Alerts.warning().services(50, "orders").message()));

        assertThat(card).contains("orders-0 (blue)").contains("and 10 more").doesNotContain("orders-40 (blue)");
    }

    @Test
    void escapesMarkupInTheCardAndBreaksItInTheText() throws Exception {
        GoogleChatMessage message = chat.message(Alerts.warning()
                .services(Alerts.service("<users/all> <http://evil|x> *b* _i_ `c` <!channel>", 4, 50))
                .message());

        assertThat(message.text())
                .doesNotContain("<users")
                .doesNotContain("<http")
                .doesNotContain("<!");
        JsonNode json = JSON.valueToTree(message);
        assertThat(json.at("/cardsV2").toString())
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
