package org.spotalert.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.ChannelSettings;
import org.spotalert.channels.email.SmtpProperties;

/** What is said of the settings of channels. */
class ChannelSettingsTest extends ReadSettings {

    @Test
    void helloIsTheDomainOfTheSenderUnlessItIsSet() {
        properties.putAll(Map.of(
                "spot.channel.email.enabled", "true",
                "spot.channel.email.host", "smtp.example.com",
                "spot.channel.email.port", "587",
                "spot.channel.email.tls", "starttls",
                "spot.channel.email.from", "Spot <alerts@Ops.Example.com>",
                "spot.channel.email.to", "team@example.com"));

        assertThat(hello()).isEqualTo("ops.example.com");
        properties.put("spot.channel.email.hello", "relay.example.com");
        assertThat(hello()).isEqualTo("relay.example.com");
    }

    private String hello() {
        return read().part(SmtpProperties::read).hello();
    }

    @ParameterizedTest
    @CsvSource({
        "to,oncall@@example.com",
        "to,oncall",
        "to,'a@example.com, b@'",
        "cc,oncall@@example.com",
        "from,'a@example.com, b@example.com'",
        "host,smtp.example.com:587",
        "host,smtps://smtp.example.com",
        "host,smtp example com",
        "port,smtp",
        "messages-per-minute,0",
        "messages-per-minute,abc",
        "messages-per-minute,6001"
    })
    void wrongSettingOfMailsIsNamed(String option, String value) {
        properties.putAll(Map.of(
                "spot.channel.email.enabled", "true",
                "spot.channel.email.host", "smtp.example.com",
                "spot.channel.email.port", "587",
                "spot.channel.email.tls", "starttls",
                "spot.channel.email.from", "spot@example.com",
                "spot.channel.email.to", "oncall@example.com"));
        assertThat(read().part(ChannelSettings::read).beans()).isNotEmpty();

        properties.put("spot.channel.email." + option, value);

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("(spot.channel.email." + option + "): \"" + value + "\"");
    }

    @Test
    void topicsOfSnsAndOfSmsAreInOneRegion() {
        properties.putAll(Map.of(
                "spot.channel.sms.enabled", "true",
                "spot.channel.sms.topic-arn", "arn:aws:sns:us-east-1:123456789012:phones",
                "spot.channel.sns.topic-arn", "arn:aws:sns:eu-west-1:123456789012:alerts"));
        assertThat(read().part(ChannelSettings::read).beans()).isNotEmpty();

        properties.put("spot.channel.sns.enabled", "true");

        assertThat(problems())
                .containsExactly("SMS_TOPIC_ARN (spot.channel.sms.topic-arn): is in us-east-1, but the topic of"
                        + " SNS_TOPIC_ARN is in eu-west-1: give one in the same Region");
    }

    @Test
    void loginInTheNameOfAHostIsNotRepeated() {
        properties.put("spot.webhook.allowed-hosts", "https://user:geheim@hooks.example.com");

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("hooks.example.com")
                .doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "one", "1.5"})
    void wrongRateIsNamed(String rate) {
        properties.put("spot.channel.google-chat.enabled", "true");
        properties.put(
                "spot.channel.google-chat.webhook", "https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t");
        properties.put("spot.channel.google-chat.messages-per-second", rate);

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("(spot.channel.google-chat.messages-per-second): \"" + rate + "\" is not a whole number");
    }

    @ParameterizedTest
    @CsvSource({
        "slack,webhook,https://hooks.slack.com/services/T/B/x,https://slack.com/services/T/B/geheim,SLACK_WEBHOOK_URL",
        "slack,webhook,https://hooks.slack-gov.com/services/T/B/x,http://hooks.slack.com/services/T/B/geheim,SLACK_WEBHOOK_URL",
        "teams,webhook,https://default1.06.environment.api.powerplatform.com:443/powerautomate/x?sig=s,"
                + "https://environment.api.powerplatform.com/x?sig=geheim,TEAMS_WEBHOOK_URL",
        "teams,webhook,https://prod-1.westeurope.logic.azure.com/workflows/x?sig=s,"
                + "https://logic.azure.com.evil.test/x?sig=geheim,TEAMS_WEBHOOK_URL",
        "webhook,webhook,https://alerts.example.org/x,https://elsewhere.example.org/geheim,WEBHOOK_URL",
        "webhook,secret,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,whsec_geheim,WEBHOOK_SECRET",
        "eventbridge,bus,alerts,arn:aws:sns:eu-west-1:123456789012:geheim,EVENTBRIDGE_BUS",
        "eventbridge,bus,arn:aws:events:eu-west-1:123456789012:event-bus/alerts,no name,EVENTBRIDGE_BUS"
    })
    void addressOfAChannelIsCheckedWhenItIsEnabled(
            String channel, String setting, String good, String bad, String variable) {
        properties.put("spot.webhook.allowed-hosts", "alerts.example.org");
        properties.put("spot.channel.webhook.webhook", "https://alerts.example.org/x");
        properties.put("spot.channel.webhook.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        String property = "spot.channel." + channel + "." + setting;
        properties.put(property, bad);
        assertThat(read()).isNotNull();

        properties.put("spot.channel." + channel + ".enabled", "true");
        assertThat(problems()).singleElement().asString().startsWith(variable + " (" + property + "): ");
        if (!channel.equals("eventbridge")) {
            assertThat(problems()).noneMatch(problem -> problem.contains("geheim"));
        }

        properties.put(property, good);
        assertThat(read()).isNotNull();
    }

    @Test
    void wrongWebhookIsNamedWithoutItsSecret() {
        properties.put("spot.channel.google-chat.enabled", "true");
        properties.put("spot.channel.google-chat.webhook", "https://evil.test/v1/spaces/A/messages?key=geheim&token=t");

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("GOOGLE_CHAT_WEBHOOK (spot.channel.google-chat.webhook)")
                .doesNotContain("geheim");
    }
}
