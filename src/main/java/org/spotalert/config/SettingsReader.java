package org.spotalert.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads settings and gathers what is wrong with them, so that all of it can be said at once. */
final class SettingsReader {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|h)");
    /** The settings that have an environment variable of another name. */
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("spot.maintenance-windows", "MAINTENANCE_WINDOWS"),
            Map.entry("spot.critical-services", "CRITICAL_SERVICES"),
            Map.entry("spot.channel.sns.enabled", "ENABLE_SNS"),
            Map.entry("spot.channel.sns.topic-arn", "SNS_TOPIC_ARN"),
            Map.entry("spot.channel.google-chat.enabled", "ENABLE_CHAT"),
            Map.entry("spot.channel.google-chat.webhook", "GOOGLE_CHAT_WEBHOOK"),
            Map.entry("spot.channel.slack.enabled", "ENABLE_SLACK"),
            Map.entry("spot.channel.slack.webhook", "SLACK_WEBHOOK_URL"),
            Map.entry("spot.channel.teams.enabled", "ENABLE_TEAMS"),
            Map.entry("spot.channel.teams.webhook", "TEAMS_WEBHOOK_URL"),
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
            Map.entry("spot.channel.email.from", "EMAIL_FROM"),
            Map.entry("spot.channel.email.to", "EMAIL_TO"),
            Map.entry("spot.channel.email.cc", "EMAIL_CC"),
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
            Map.entry("spot.webhook.allowed-hosts", "WEBHOOK_ALLOWED_HOSTS"));

    private final Function<String, Optional<String>> properties;
    private final List<String> problems = new ArrayList<>();

    /**
     * @param properties a property's value, with every placeholder resolved
     */
    SettingsReader(Function<String, Optional<String>> properties) {
        this.properties = properties;
    }

    /** The environment variable that sets this property. */
    static String variable(String property) {
        return VARIABLES.getOrDefault(
                property, property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
    }

    /** The setting, or an empty text. */
    String text(String property) {
        return properties.apply(property).map(String::trim).orElse("");
    }

    /** The comma-separated parts of the setting. */
    List<String> list(String property) {
        return Stream.of(text(property).split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Whether the setting says {@code true}. */
    boolean flag(String property) {
        String text = text(property);
        if (!text.isEmpty() && !text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            problem(property, "\"" + text + "\" is neither true nor false");
        }
        return text.equalsIgnoreCase("true");
    }

    /**
     * A setting that must be there. The value may be asked for once {@link #finish} has found no problem.
     *
     * @param what what would be right, for a reader
     */
    <T> Supplier<T> required(String property, String what, Function<String, T> parser) {
        if (text(property).isEmpty()) {
            problem(property, "is missing; give " + what);
            return absent(property);
        }
        return optional(property, parser).<Supplier<T>>map(value -> () -> value).orElseGet(() -> absent(property));
    }

    /** A setting that has a default of its own where it is used: it may be absent, but not empty or wrong. */
    <T> void ifGiven(String property, String what, Function<String, T> parser) {
        if (properties.apply(property).isPresent()) {
            required(property, what, parser);
        }
    }

    /** A setting that may be left empty; a parser's IllegalArgumentException is a problem. */
    <T> Optional<T> optional(String property, Function<String, T> parser) {
        String text = text(property);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text));
        } catch (IllegalArgumentException wrong) {
            problem(property, String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    private static <T> Supplier<T> absent(String property) {
        return () -> {
            throw new IllegalStateException(property);
        };
    }

    /** A length of time such as {@code 500ms}, {@code 1s} or {@code 5m}. */
    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a length of time; give one such as 500ms, 1s or 5m");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** A parser of whole numbers within these limits. */
    static Function<String, Integer> number(int lowest, int highest) {
        return text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= lowest && number <= highest) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // said below
            }
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a whole number from " + lowest + " to " + highest);
        };
    }

    /** Notes one problem. */
    void problem(String property, String text) {
        problems.add(variable(property) + " (" + property + "): " + text);
    }

    /** Notes a problem that belongs to no property. */
    void problem(String text) {
        problems.add(text);
    }

    /** Ends the reading, with an exception when anything was wrong. */
    void finish() {
        if (!problems.isEmpty()) {
            throw new BadSettingsException(problems);
        }
    }
}
