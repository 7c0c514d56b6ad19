package org.spotalert.channels.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.AffectedService;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Ownership;

/** What the templates write, within the limits that the far ends document. */
class JsonTemplatesTest {

    private static final String THREAD = "spot/210987654321/eu-west-1/" + Alerts.ID;

    static Stream<String> programs() {
        return JsonTexts.programs().stream();
    }

    @ParameterizedTest
    @CsvSource({"1, ''", "1, &<>*`_|", "60, ''", "600, ''", "600, &<>*`_|", "600, \u6771\uD83D\uDE80"})
    void everyTextStaysWithinTheLimits(int instances, String suffix) {
        String names = suffix.repeat(255);
        AlertMessage alert = instances == 1
                ? Alerts.warning()
                        .name(names)
                        .services(500, "s" + names)
                        .partial("p" + names)
                        .message()
                : Alerts.after(18).of(Alerts.storm(instances, names));

        JsonNode discord = JsonTexts.posted("discord", alert);
        assertThat(discord.path("content").asText()).hasSizeBetween(20, 2_000);
        assertThat(discord.at("/embeds/0/description").asText()).hasSizeBetween(100, 4_096);
        JsonNode mattermost = JsonTexts.posted("mattermost", alert);
        assertThat(mattermost.path("text").asText().length()
                        + mattermost.at("/attachments/0/text").asText().length())
                .isBetween(100, 5_000);
        assertThat(JsonTexts.posted("telegram", alert).path("text").asText()).hasSizeBetween(100, 4_096);
        assertThat(JsonTexts.posted("incident-io", alert).path("description").asText())
                .hasSizeBetween(100, 20_000);
    }

    @Test
    void remarksThatFillAMessageAreCutAtALine() {
        AlertMessage alert = Alerts.after(18)
                .of(List.of(Alerts.warning()
                        .services(3, "s")
                        .alert()
                        .withRemark("&".repeat(400))
                        .withRemark("&".repeat(399) + "a")
                        .withRemark("&".repeat(399) + "b")
                        .withRemark("&".repeat(399) + "c")));

        assertThat(JsonTexts.posted("telegram", alert).path("text").asText())
                .hasSizeBetween(2_000, 4_096)
                .endsWith("\n…");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void servicesStandBeforeEverythingElse(String program) {
        String posted = JsonTexts.posted(program, Alerts.warning().message()).toString();

        assertThat(posted.indexOf("orders")).isPositive();
        assertThat(posted)
                .contains("WARNING orders 3 of 4 left", " 3 running, needs 2", Alerts.ID)
                .contains("https://console.aws.amazon.com/ecs/v2/clusters/blue/services/orders/health");
    }

    @Test
    void discordMentionsNobodyAndShowsTheTimeInTheReadersZone() {
        JsonNode posted = JsonTexts.posted("discord", Alerts.warning().message());

        assertThat(posted.at("/allowed_mentions/parse").isArray()).isTrue();
        assertThat(posted.at("/allowed_mentions/parse")).isEmpty();
        assertThat(posted.at("/embeds/0/color").asInt()).isEqualTo(0xe69100);
        assertThat(posted.at("/embeds/0/description").asText())
                .containsPattern("UTC \\(<t:\\d{10}:T> where you are\\)")
                .contains("**orders**", "[ECS service orders](https://console.aws.amazon.com/");
    }

    /** Each calls those whom it knows, and Discord nobody else, whatever a name holds. */
    @Test
    void whomTheCatalogueNamesIsCalled() {
        AlertMessage alert = Alerts.after(18)
                .of(List.of(Alerts.warning()
                        .services(owned(
                                Alerts.service("<@1> @all", 3, 100),
                                "discord:80351110224678912",
                                "discord:&165511591545143296",
                                "mattermost:anna.smith",
                                "telegram:anna_smith",
                                "anna@example.com",
                                "U0123ABCD"))
                        .alert()));

        JsonNode discord = JsonTexts.posted("discord", alert);
        assertThat(discord.path("content").asText())
                .contains("\u2039\uFF201> \uFF20all ")
                .endsWith("\n<@80351110224678912> <@&165511591545143296>");
        assertThat(discord.path("allowed_mentions"))
                .hasToString("{\"parse\":[],\"users\":[\"80351110224678912\"],\"roles\":[\"165511591545143296\"]}");
        assertThat(JsonTexts.posted("mattermost", alert).path("text").asText())
                .contains("\uFF20all ")
                .endsWith("\n@anna.smith");
        assertThat(JsonTexts.posted("telegram", alert).path("text").asText()).contains("</b>\n@anna_smith\n");
        assertThat(JsonTexts.posted("incident-io", alert).at("/metadata/people"))
                .hasToString("[\"anna@example.com\"]");
    }

    @Test
    void callsTakeTheRoomOfTheText() {
        String[] users = IntStream.range(0, 20)
                .mapToObj(user -> "telegram:u" + "x".repeat(29) + (user + 10))
                .toArray(String[]::new);
        AlertMessage alert = Alerts.after(18)
                .of(List.of(Alerts.warning()
                        .services(owned(Alerts.service("a", 3, 100), users))
                        .tasks(Alerts.task())
                        .alert()
                        .withRemark("&".repeat(399))
                        .withRemark("&".repeat(398))));

        String text = JsonTexts.posted("telegram", alert).path("text").asText();
        assertThat(text).hasSizeBetween(3_000, 4_096).contains("x19\n").doesNotContain("x20");
    }

    @Test
    void recoveryIsGreen() {
        AlertMessage recovered = Alerts.after(180).of(List.of(Alerts.recovered()));

        assertThat(JsonTexts.posted("discord", recovered).at("/embeds/0/color").asInt())
                .isEqualTo(0x2e7d32);
        assertThat(JsonTexts.posted("mattermost", recovered)
                        .at("/attachments/0/color")
                        .asText())
                .isEqualTo("#2e7d32");
        assertThat(JsonTexts.posted("telegram", recovered).path("text").asText())
                .startsWith("🟢 <b>RECOVERED");
    }

    @Test
    void incidentIoHasOneAlertForAThreadUntilItRecovers() {
        JsonNode warning = JsonTexts.posted("incident-io", Alerts.warning().message());
        JsonNode worse = JsonTexts.posted(
                "incident-io", Alerts.after(600).of(List.of(Alerts.warning().alert(AlertKind.NOT_RECOVERED))));
        JsonNode recovered = JsonTexts.posted(
                "incident-io", Alerts.after(180).of(List.of(Alerts.warning().alert(AlertKind.RECOVERED))));

        assertThat(List.of(warning, worse, recovered))
                .extracting(event -> event.path("deduplication_key").asText())
                .containsOnly(THREAD);
        assertThat(List.of(warning, worse, recovered))
                .extracting(event -> event.path("status").asText())
                .containsExactly("firing", "firing", "resolved");
        assertThat(warning.at("/metadata/services/0").asText()).isEqualTo("orders");
        assertThat(warning.path("source_url").asText()).startsWith("https://console.aws.amazon.com/");
    }

    @Test
    void agentHasOneIncidentForAThread() {
        JsonNode warning = JsonTexts.posted("devops-agent", Alerts.warning().message());
        List<JsonNode> events = List.of(
                warning,
                JsonTexts.posted(
                        "devops-agent",
                        Alerts.after(60).of(List.of(Alerts.warning().alert(AlertKind.DETAIL)))),
                JsonTexts.posted(
                        "devops-agent",
                        Alerts.after(60).of(List.of(Alerts.warning().alert(AlertKind.NOT_RECOVERED)))),
                JsonTexts.posted(
                        "devops-agent",
                        Alerts.after(60).of(List.of(Alerts.warning().alert(AlertKind.RECOVERED)))));

        assertThat(events)
                .extracting(event -> event.path("incidentId").asText())
                .containsOnly(THREAD);
        assertThat(events)
                .extracting(event -> event.path("action").asText())
                .containsExactly("created", "updated", "updated", "resolved");
        assertThat(warning.path("eventType").asText()).isEqualTo("incident");
        assertThat(warning.path("priority").asText()).isEqualTo("HIGH");
        assertThat(warning.path("service").asText()).isEqualTo("orders");
        assertThat(warning.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(warning.at("/data/metadata/instances/0").asText()).isEqualTo(Alerts.ID);
    }

    private static AffectedService owned(AffectedService service, String... mentions) {
        return new AffectedService(
                service.name(),
                service.cluster(),
                service.tasksOnInstance(),
                service.runningOnInstance(),
                service.status(),
                new Ownership("shop", null, List.of(mentions), null),
                null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "@channel ＠channel",
                "<@U1> ‹＠U1>",
                "https://evil.test https∶//evil․test",
                "www.evil.test www․evil․test",
                "[console](https://evil.test) [console]" + "\u00A0(https∶//evil․test)",
                "*a*~b~`c`|d| ∗a∗∼b∼ˋcˋ∣d∣",
                "_init_ \\_init\\_",
                "my_own_service my_own_service",
                "a\\_b a⧵\\_b",
                "#all ＃all",
                "/start ∕start",
                "m5.2xlarge m5.2xlarge",
                "m5.large m5.large"
            })
    void nameIsTextAndNothingElse(String name, String written) {
        assertThat(Markup.MARKDOWN.title(name, 500)).isEqualTo(written.replace('\u00A0', ' '));
    }

    @Test
    void telegramReadsNoTagInAName() {
        assertThat(Markup.TELEGRAM.title("<b>&\"evil\"</b> @all t.me", 500))
                .isEqualTo("‹b&gt;&amp;&quot;evil&quot;‹/b&gt; ＠all t․me");
    }
}
