package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.MotoServer;

/** All channels beside each other: no two of their routes and steps may have the same id for Camel. */
class EveryChannelStartsIT {

    private static final List<String> CHANNELS = List.of(
            "devops-agent",
            "discord",
            "email",
            "eventbridge",
            "google-chat",
            "incident-io",
            "jira",
            "mattermost",
            "pagerduty",
            "servicenow",
            "slack",
            "sms",
            "sns",
            "teams",
            "telegram",
            "webhook");

    @Test
    void everyChannelStartsBesideTheOthers() throws Exception {
        try (MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint())) {
            aws.queue("spot", 3);
            try (Program program = Program.start(moto.endpoint(), settings(aws.topic("alerts")))) {
                assertThat(program.context().getRoutesByGroup("channel"))
                        .extracting(Route::getId)
                        .containsExactlyInAnyOrderElementsOf(
                                CHANNELS.stream().map(name -> "channel-" + name).toList());
            }
        }
    }

    /** Settings with which every channel is enabled; only the topic is there. */
    static Map<String, String> settings(String topic) {
        String server = "https://example.org/hook?key=k&token=t";
        Map<String, String> settings = new HashMap<>(Map.of(
                "spot.queue", "spot",
                "spot.webhook.allowed-hosts", "example.org",
                "spot.channel.sns.topic-arn", topic,
                "spot.channel.eventbridge.bus", "default",
                "spot.channel.google-chat.webhook", server,
                "spot.channel.slack.webhook", server,
                "spot.channel.teams.webhook", server,
                "spot.channel.webhook.webhook", server));
        settings.putAll(Map.of(
                "spot.channel.webhook.secret", "whsec_" + "A".repeat(32),
                "spot.channel.pagerduty.routing-key", "a".repeat(32),
                "spot.channel.email.host", "127.0.0.1",
                "spot.channel.email.from", "spot@example.org",
                "spot.channel.email.to", "one@example.org"));
        settings.putAll(Map.of(
                "spot.channel.jira.url", "https://example.org",
                "spot.channel.jira.username", "u",
                "spot.channel.jira.token", "t",
                "spot.channel.jira.project", "OPS",
                "spot.channel.servicenow.url", "https://example.org",
                "spot.channel.servicenow.username", "u",
                "spot.channel.servicenow.password", "p"));
        settings.put("spot.channel.sms.topic-arn", topic);
        settings.put("spot.channel.devops-agent.secret", "s");
        List.of("devops-agent", "discord", "incident-io", "mattermost", "telegram")
                .forEach(channel -> settings.put("spot.channel." + channel + ".webhook", server));
        CHANNELS.forEach(channel -> settings.put("spot.channel." + channel + ".enabled", "true"));
        return settings;
    }
}
