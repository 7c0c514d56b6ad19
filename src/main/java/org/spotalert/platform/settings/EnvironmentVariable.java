package org.spotalert.platform.settings;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The environment variables that set properties. */
public final class EnvironmentVariable {

    /** The settings that have an environment variable of another name. */
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("spot.maintenance-windows", "MAINTENANCE_WINDOWS"),
            Map.entry("spot.critical-services", "CRITICAL_SERVICES"),
            Map.entry("spot.channel.sns.enabled", "ENABLE_SNS"),
            Map.entry("spot.channel.sns.topic-arn", "SNS_TOPIC_ARN"),
            Map.entry("spot.channel.sms.enabled", "ENABLE_SMS"),
            Map.entry("spot.channel.sms.topic-arn", "SMS_TOPIC_ARN"),
            Map.entry("spot.channel.google-chat.enabled", "ENABLE_CHAT"),
            Map.entry("spot.channel.google-chat.webhook", "GOOGLE_CHAT_WEBHOOK"),
            Map.entry("spot.channel.slack.enabled", "ENABLE_SLACK"),
            Map.entry("spot.channel.slack.webhook", "SLACK_WEBHOOK_URL"),
            Map.entry("spot.channel.teams.enabled", "ENABLE_TEAMS"),
            Map.entry("spot.channel.teams.webhook", "TEAMS_WEBHOOK_URL"),
            Map.entry("spot.channel.discord.enabled", "ENABLE_DISCORD"),
            Map.entry("spot.channel.discord.webhook", "DISCORD_WEBHOOK_URL"),
            Map.entry("spot.channel.mattermost.enabled", "ENABLE_MATTERMOST"),
            Map.entry("spot.channel.mattermost.webhook", "MATTERMOST_WEBHOOK_URL"),
            Map.entry("spot.channel.telegram.enabled", "ENABLE_TELEGRAM"),
            Map.entry("spot.channel.telegram.webhook", "TELEGRAM_WEBHOOK_URL"),
            Map.entry("spot.channel.incident-io.enabled", "ENABLE_INCIDENT_IO"),
            Map.entry("spot.channel.incident-io.webhook", "INCIDENT_IO_WEBHOOK_URL"),
            Map.entry("spot.channel.devops-agent.enabled", "ENABLE_DEVOPS_AGENT"),
            Map.entry("spot.channel.devops-agent.webhook", "DEVOPS_AGENT_WEBHOOK_URL"),
            Map.entry("spot.channel.devops-agent.secret", "DEVOPS_AGENT_SECRET"),
            Map.entry("spot.channel.webhook.enabled", "ENABLE_WEBHOOK"),
            Map.entry("spot.channel.webhook.webhook", "WEBHOOK_URL"),
            Map.entry("spot.channel.webhook.secret", "WEBHOOK_SECRET"),
            Map.entry("spot.channel.eventbridge.enabled", "ENABLE_EVENTBRIDGE"),
            Map.entry("spot.channel.eventbridge.bus", "EVENTBRIDGE_BUS"),
            Map.entry("spot.channel.email.enabled", "ENABLE_EMAIL"),
            Map.entry("spot.channel.email.host", "SMTP_HOST"),
            Map.entry("spot.channel.email.port", "SMTP_PORT"),
            Map.entry("spot.channel.email.username", "SMTP_USERNAME"),
            Map.entry("spot.channel.email.password", "SMTP_PASSWORD"),
            Map.entry("spot.channel.email.tls", "SMTP_TLS"),
            Map.entry("spot.channel.email.hello", "SMTP_HELLO"),
            Map.entry("spot.channel.email.from", "EMAIL_FROM"),
            Map.entry("spot.channel.email.to", "EMAIL_TO"),
            Map.entry("spot.channel.email.cc", "EMAIL_CC"),
            Map.entry("spot.channel.email.bcc", "EMAIL_BCC"),
            Map.entry("spot.channel.email.subject", "EMAIL_SUBJECT"),
            Map.entry("spot.channel.email.subject-prefix", "EMAIL_SUBJECT_PREFIX"),
            Map.entry("spot.channel.pagerduty.enabled", "ENABLE_PAGERDUTY"),
            Map.entry("spot.channel.pagerduty.routing-key", "PAGERDUTY_ROUTING_KEY"),
            Map.entry("spot.channel.jira.enabled", "ENABLE_JIRA"),
            Map.entry("spot.channel.jira.url", "JIRA_URL"),
            Map.entry("spot.channel.jira.username", "JIRA_USERNAME"),
            Map.entry("spot.channel.jira.token", "JIRA_TOKEN"),
            Map.entry("spot.channel.jira.project", "JIRA_PROJECT"),
            Map.entry("spot.channel.servicenow.enabled", "ENABLE_SERVICENOW"),
            Map.entry("spot.channel.servicenow.url", "SERVICENOW_URL"),
            Map.entry("spot.channel.servicenow.username", "SERVICENOW_USERNAME"),
            Map.entry("spot.channel.servicenow.password", "SERVICENOW_PASSWORD"),
            Map.entry("spot.proxy", "HTTPS_PROXY"),
            Map.entry("spot.no-proxy", "NO_PROXY"),
            Map.entry("spot.webhook.allowed-hosts", "WEBHOOK_ALLOWED_HOSTS"));

    private EnvironmentVariable() {}

    /** The variable that sets this property: one of a name of its own, or else the property's name in capitals. */
    public static String of(String property) {
        return NAMED.getOrDefault(property, inCapitals(property));
    }

    /** Every variable that sets it: the one in capitals sets it in any case. */
    public static Set<String> all(String property) {
        return new HashSet<>(List.of(of(property), inCapitals(property)));
    }

    /** The variable that sets the same property as this one, of the two that do the one that {@link #of} gives. */
    public static String canonical(String variable) {
        return NAMED.entrySet().stream()
                .filter(named -> inCapitals(named.getKey()).equals(variable))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(variable);
    }

    /** This variable, and the other one that sets the same property. */
    public static Set<String> spellings(String variable) {
        return property(variable).map(EnvironmentVariable::all).orElse(Set.of(variable));
    }

    /** The variables that are not their properties in capitals: these have no SPOT_ in front. */
    public static Set<String> others() {
        return Set.copyOf(NAMED.values());
    }

    /** The property that such a variable sets; nothing for other names. */
    public static Optional<String> property(String variable) {
        return NAMED.entrySet().stream()
                .filter(named -> named.getValue().equals(variable))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String inCapitals(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
