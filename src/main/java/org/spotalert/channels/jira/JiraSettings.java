package org.spotalert.channels.jira;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.spotalert.channels.incident.ExtraFields;
import org.spotalert.channels.kind.HttpChannelKind;
import org.spotalert.model.Severity;
import org.spotalert.platform.settings.SettingsReader;

/**
 * What kind of issues the channel opens in Jira.
 *
 * @param project the key of the project
 * @param issueType the name of the issue type
 * @param labels labels of every issue, beside those that the program needs
 * @param fields further fields of every new issue
 * @param minSeverity the least severity that opens an issue
 */
public record JiraSettings(
        String project, String issueType, List<String> labels, ExtraFields fields, Severity minSeverity) {

    private static final String JIRA = "spot.channel.jira.";
    /** What the program needs to find its issues again. */
    private static final Set<String> TAKEN = Set.of("labels", "project", "issuetype", "summary", "description");

    private static final int LONGEST_LABEL = 255;

    /** The channel to Jira, by its REST API v3. */
    public static HttpChannelKind kind() {
        return HttpChannelKind.site("jira", "the address of the Jira site", "token", new JiraResponse(), reader -> {
            Supplier<JiraSettings> settings = read(reader);
            return () -> new Jira(settings.get());
        });
    }

    public static Supplier<JiraSettings> read(SettingsReader reader) {
        Supplier<String> project = reader.required(
                JIRA + "project",
                "the key of the project",
                SettingsReader.form(
                        "[A-Z][A-Z0-9_]{1,254}",
                        "\"%s\" is not the key of a project; give the capitals that its issues begin with"));
        Supplier<String> issueType = reader.required(JIRA + "issue-type", "the name of the issue type", text -> text);
        Supplier<Severity> minSeverity = reader.required("spot.jira.min-severity", Severity.NAMES, Severity::parse);
        List<String> labels = reader.list(JIRA + "labels");
        labels.stream()
                .filter(label -> label.contains(" ") || label.length() > LONGEST_LABEL)
                .forEach(label -> reader.problem(
                        JIRA + "labels",
                        "\"" + label + "\" is no label: a label has no spaces, and at most 255 characters"));
        ExtraFields fields = ExtraFields.read(reader, JIRA + "fields", TAKEN);
        return () -> new JiraSettings(project.get(), issueType.get(), labels, fields, minSeverity.get());
    }
}
