package org.spotalert.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.settings.SettingsReader;

/** The settings of channels that are files of the operator's own. */
class CustomChannelsTest {

    @TempDir
    private Path routes;

    private final Map<String, String> properties = new HashMap<>(Map.ofEntries(
            Map.entry("spot.channel.sns.enabled", "true"),
            Map.entry("spot.channel.sns.topic-arn", "arn:aws:sns:eu-west-1:111122223333:first"),
            Map.entry("spot.channel.email.enabled", "true"),
            Map.entry("spot.channel.email.host", "smtp.example.com"),
            Map.entry("spot.channel.email.port", "587"),
            Map.entry("spot.channel.email.tls", "starttls"),
            Map.entry("spot.channel.email.from", "spot@example.com"),
            Map.entry("spot.channel.email.to", "oncall@example.com"),
            Map.entry("spot.channel.team.to", "team@example.com"),
            Map.entry("spot.channel.team.topic-arn", "arn:aws:sns:eu-west-1:111122223333:team"),
            Map.entry("spot.channel.team.bus", "team"),
            Map.entry("spot.channel.team.webhook", "https://hooks.slack.com/services/T/B/x")));

    private static final Set<String> HTTP_CHATS = Set.of("slack", "teams", "google-chat");

    @BeforeEach
    void channels() throws IOException {
        properties.put("spot.routes", routes.toString());
        properties.put("spot.templates", "templates");
        Files.createDirectories(routes.resolve("channels/more"));
    }

    private void made(String file, String template) throws IOException {
        Files.writeString(routes.resolve(file), """
                - templatedRoute:
                    routeTemplateRef: %s
                    routeId: channel-team
                    parameters:
                      - name: channel
                        value: team
                      - name: program
                        value: %s
                """.formatted(
                HTTP_CHATS.contains(template) ? "chat" : template.equals("discord") ? "json" : template, template));
    }

    private void check() {
        SettingsReader reader = new SettingsReader(name -> Optional.ofNullable(properties.get(name)));
        ChannelSettings.read(reader);
        ChannelSettings.checkFiles(reader);
        reader.finish();
    }

    private List<String> problems() {
        InvalidSettingsException bad = catchThrowableOfType(InvalidSettingsException.class, this::check);
        return bad == null ? List.of() : bad.problems();
    }

    @ParameterizedTest
    @CsvSource({
        "email,enabled,yes,'\"yes\" is neither true nor false; give one of these'",
        "email,enabled,True,'\"True\" is neither true nor false; give one of these'",
        "email,to,oncall@@example.com,'\"oncall@@example.com\" is not an e-mail address: '",
        "email,to,,is missing; give the recipients",
        "email,cc,nobody,'\"nobody\" is not an e-mail address: '",
        "email,messages-per-minute,0,'\"0\" is not a whole number from 1 to 6000'",
        "email,messages-per-minute,abc,'\"abc\" is not a whole number from 1 to 6000'",
        "sns,topic-arn,team,'\"team\" is not the ARN of a topic'",
        "eventbridge,bus,no bus,'\"no bus\" is not an event bus'",
        "slack,messages-per-second,0,'\"0\" is not a whole number from 1 to 100'",
        "slack,webhook,,is missing; give the address"
    })
    void wrongSettingIsNamedWithItsValue(String template, String option, String value, String text) throws IOException {
        made("channels/more/team.camel.yaml", template);
        assertThat(problems()).isEmpty();

        properties.put("spot.channel.team." + option, value);

        String variable =
                "SPOT_CHANNEL_TEAM_" + option.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(variable + " (spot.channel.team." + option + "): " + text);
    }

    @ParameterizedTest
    @CsvSource({"email,ENABLE_EMAIL", "sns,ENABLE_SNS"})
    void channelNeedsTheOneWhoseServerItUses(String template, String variable) throws IOException {
        made("channels/team.camel.yaml", template);
        properties.put("spot.channel." + template + ".enabled", "false");

        assertThat(problems()).singleElement().asString().startsWith(variable).contains("spot.channel.team.enabled");
    }

    @Test
    void channelOfTheTemplateJsonIsCheckedAsOneOfItsProgram() throws IOException {
        made("channels/team.camel.yaml", "discord");

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("spot.channel.team.webhook", "expected discord.com or discordapp.com");
    }

    @Test
    void channelThatIsSwitchedOffNeedsNoSettings() throws IOException {
        made("channels/team.camel.yaml", "email");
        properties.put("spot.channel.team.to", "");
        properties.put("spot.channel.team.enabled", "false");

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void switchOfAChannelWithStepsOfItsOwnIsChecked() throws IOException {
        Files.writeString(routes.resolve("channels/journal.camel.yaml"), "- route: {id: channel-journal}");
        properties.put("spot.channel.journal.enabled", "on");

        assertThat(problems()).singleElement().asString().startsWith("SPOT_CHANNEL_JOURNAL_ENABLED");
    }

    @Test
    void directoryWithoutChannelsHasNothingWrong() {
        properties.put("spot.routes", "no-such-directory");

        assertThatCode(this::check).doesNotThrowAnyException();
    }
}
