package org.spotalert.channels.jira;

import java.util.List;
import org.spotalert.channels.incident.ExtraFields;
import org.spotalert.model.Severity;

/**
 * What kind of issues are opened in Jira.
 *
 * @param project the key of the project
 * @param issueType the name of the issue type
 * @param labels labels of every issue, beside those that the program needs
 * @param fields further fields of every new issue
 * @param minSeverity the least severity that opens an issue
 */
public record JiraSettings(
        String project, String issueType, List<String> labels, ExtraFields fields, Severity minSeverity) {

    public JiraSettings {
        labels = List.copyOf(labels);
    }
}
