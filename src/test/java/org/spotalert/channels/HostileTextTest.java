package org.spotalert.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.spotalert.channels.googlechat.GoogleChat;
import org.spotalert.channels.json.JsonTexts;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.channels.slack.Slack;
import org.spotalert.channels.teams.Teams;
import org.spotalert.channels.template.Rendered;
import org.spotalert.channels.webhook.CloudEvents;
import org.spotalert.channels.webhook.Schemas;
import org.spotalert.model.Alert;
import org.spotalert.platform.text.JsonObject;

/** Names are written by anyone: whatever they are, each payload is JSON, mentions nobody and turns no direction. */
class HostileTextTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What makes a mention, a link or a tag in one of the programs. */
    private static final Pattern MENTION = Pattern.compile(
            "<(!(?!date\\^\\d+\\^\\{date_short_pretty} \\{time_secs}\\|)|@|#|users/|/?at[ >]"
                    + "|a(?! href=\"https://console\\.aws\\.amazon\\.com/)[ >]|[a-z]+://[^|>]*evil)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern TURNED = Pattern.compile("[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]");

    private final Schemas schemas = new Schemas();

    @Property(tries = 30)
    void payloadsHoldWhateverTheNames(@ForAll("hostile") String name, @ForAll("hostile") String other)
            throws Exception {
        List<Alert> one = List.of(Alerts.warning()
                .name(name)
                .services(2, other)
                .partial(name)
                .alert()
                .withRemark(other));
        List<Alert> many = Alerts.storm(12, name);
        for (List<Alert> alerts : List.of(one, many)) {
            AlertMessage message = Alerts.after(18).of(alerts);
            String markdown = Rendered.markdown(message);
            JsonObject event = new CloudEvents(Alerts.after(18)).message(alerts);
            for (Object payload : List.of(
                    new Slack().message(message, markdown),
                    new Teams().message(message, markdown),
                    new GoogleChat().message(message, markdown),
                    JsonTexts.posted("discord", message),
                    JsonTexts.posted("mattermost", message),
                    JsonTexts.posted("telegram", message),
                    JsonTexts.posted("incident-io", message),
                    JsonTexts.posted("devops-agent", message))) {
                assertThat(texts(payload))
                        .noneMatch(text -> MENTION.matcher(text).find());
                assertThat(texts(payload))
                        .noneMatch(text -> TURNED.matcher(text).find());
            }
            assertThat(texts(event)).noneMatch(text -> TURNED.matcher(text).find());
            assertThat(schemas.problems(String.valueOf(event.get("dataschema")), JSON.valueToTree(event.get("data"))))
                    .isEmpty();
        }
    }

    /** Every text of the payload after it has been JSON on the wire. */
    private static List<String> texts(Object payload) throws Exception {
        JsonNode wire = JSON.readTree(JSON.writeValueAsBytes(payload));
        return Stream.of("text", "content", "description", "title")
                .flatMap(name -> wire.findValues(name).stream())
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    @Provide
    static Arbitrary<String> hostile() {
        Arbitrary<String> piece = Arbitraries.of(
                "<!channel>",
                "<!here|all>",
                "<@U012AB3CD>",
                "<users/all>",
                "<at>all</at>",
                "<https://evil.test|console>",
                "[console](https://evil.test)",
                "<a href=\"https://evil.test\">x</a>",
                "\"}],\"text\":\"",
                "\\",
                "\u202Egnp.exe",
                "\u2066\u2067",
                "\n\r\t\u0000\u001b[31m",
                "\uD83D",
                "*_~`${7*7}<#if>",
                "x".repeat(65_536));
        return Arbitraries.oneOf(piece, Arbitraries.strings().ofMaxLength(40))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(pieces -> String.join("", pieces));
    }
}
