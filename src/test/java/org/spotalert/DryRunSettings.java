package org.spotalert;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import java.util.Map;
import org.spotalert.local.AwsWorld;

/** The settings of channels for commands that run them without the program. */
final class DryRunSettings {

    private DryRunSettings() {}

    /** SNS, Google Chat at this port and this mail server. Neither a queue nor a store is needed. */
    static Map<String, String> channels(int chatPort, GreenMailExtension mail) {
        return Map.ofEntries(
                Map.entry("spot.queue", ""),
                Map.entry("spot.store.url", ""),
                Map.entry("spot.channel.sns.enabled", "true"),
                Map.entry(
                        "spot.channel.sns.topic-arn",
                        "arn:aws:sns:" + AwsWorld.REGION + ":" + AwsWorld.ACCOUNT + ":alerts"),
                Map.entry("spot.channel.google-chat.enabled", "true"),
                Map.entry("spot.channel.google-chat.webhook", "http://127.0.0.1:" + chatPort + "/v1/spaces/secret"),
                Map.entry("spot.webhook.allowed-hosts", "127.0.0.1"),
                Map.entry("spot.channel.email.enabled", "true"),
                Map.entry("spot.channel.email.host", "127.0.0.1"),
                Map.entry(
                        "spot.channel.email.port", String.valueOf(mail.getSmtp().getPort())),
                Map.entry("spot.channel.email.tls", "none"),
                Map.entry("spot.channel.email.from", "alerts@example.com"),
                Map.entry("spot.channel.email.to", "team@example.com"));
    }

    /** Jira and ServiceNow, both at this server. */
    static Map<String, String> incidents(WireMockExtension server) {
        return Map.of(
                "spot.channel.jira.enabled", "true",
                "spot.channel.jira.url", server.baseUrl().replace("localhost", "127.0.0.1"),
                "spot.channel.jira.username", "me@example.com",
                "spot.channel.jira.token", "secret-token",
                "spot.channel.jira.project", "OPS",
                "spot.channel.servicenow.enabled", "true",
                "spot.channel.servicenow.url", server.baseUrl().replace("localhost", "127.0.0.1"),
                "spot.channel.servicenow.username", "alerts",
                "spot.channel.servicenow.password", "secret-password");
    }
}
