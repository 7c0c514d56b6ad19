package org.spotalert.channels;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.incident.ExtraFields;
import org.spotalert.channels.jira.JiraSettings;
import org.spotalert.channels.servicenow.ServiceNowSettings;
import org.spotalert.model.Severity;
import org.spotalert.platform.settings.SettingsReader;

/**
 * How the channels that keep a record of each thread word it.
 *
 * @param jira null when that channel is off
 * @param serviceNow null when that channel is off
 */
public record IncidentSettings(
        @Nullable JiraSettings jira, @Nullable ServiceNowSettings serviceNow) {

    private static final String PAGERDUTY_MIN_SEVERITY = "spot.channel.pagerduty.min-severity";
    private static final String SEVERITIES = "info, warning or critical";
    private static final String JIRA = "spot.channel.jira.";
    private static final String SERVICENOW = "spot.channel.servicenow.";

    /** What the program needs to find its issues again. */
    private static final Set<String> JIRA_TAKEN = Set.of("labels", "project", "issuetype", "summary", "description");

    private static final Set<String> SERVICENOW_TAKEN = Set.of("correlation_id", "correlation_display");

    static Supplier<IncidentSettings> read(SettingsReader reader) {
        // Read by the template of the channels to PagerDuty.
        reader.ifGiven(PAGERDUTY_MIN_SEVERITY, SEVERITIES, IncidentSettings::severity);
        Supplier<@Nullable JiraSettings> jira = jira(reader);
        Supplier<@Nullable ServiceNowSettings> serviceNow = serviceNow(reader);
        return () -> new IncidentSettings(jira.get(), serviceNow.get());
    }

    private static Supplier<@Nullable JiraSettings> jira(SettingsReader reader) {
        if (!reader.flag(JIRA + "enabled")) {
            return () -> null;
        }
        Supplier<String> project =
                reader.required(JIRA + "project", "the key of the project", IncidentSettings::project);
        Supplier<String> issueType = reader.required(JIRA + "issue-type", "the name of the issue type", text -> text);
        Supplier<Severity> severity = minSeverity(reader, "spot.jira.min-severity");
        List<String> labels = reader.list(JIRA + "labels");
        labels.stream()
                .filter(label -> label.contains(" ") || label.length() > 255)
                .forEach(label -> reader.problem(
                        JIRA + "labels",
                        "\"" + label + "\" is no label: a label has no spaces, and at most 255 characters"));
        ExtraFields fields = fields(reader, JIRA + "fields", JIRA_TAKEN);
        return () -> new JiraSettings(project.get(), issueType.get(), labels, fields, severity.get());
    }

    private static Supplier<@Nullable ServiceNowSettings> serviceNow(SettingsReader reader) {
        if (!reader.flag(SERVICENOW + "enabled")) {
            return () -> null;
        }
        Supplier<Integer> impact =
                reader.required(SERVICENOW + "impact", "1 (high), 2 or 3 (low)", SettingsReader.number(1, 3));
        Supplier<Severity> severity = minSeverity(reader, SERVICENOW + "min-severity");
        ExtraFields fields = fields(reader, SERVICENOW + "fields", SERVICENOW_TAKEN);
        ExtraFields recovered = fields(reader, SERVICENOW + "recovered-fields", SERVICENOW_TAKEN);
        return () -> new ServiceNowSettings(impact.get(), fields, recovered, severity.get());
    }

    private static ExtraFields fields(SettingsReader reader, String property, Set<String> taken) {
        return reader.optional(property, text -> ExtraFields.parse(text, taken)).orElse(ExtraFields.NONE);
    }

    private static String project(String text) {
        if (!text.matches("[A-Z][A-Z0-9_]{1,254}")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not the key of a project; give the capitals that its issues begin with");
        }
        return text;
    }

    private static Supplier<Severity> minSeverity(SettingsReader reader, String property) {
        return reader.required(property, SEVERITIES, IncidentSettings::severity);
    }

    private static Severity severity(String text) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.toString().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("\"" + text + "\" is none of info, warning and critical"));
    }
}
