package org.spotalert.channels.jira;

import java.util.List;

/**
 * One message, as Jira is to be told it.
 *
 * @param threadLabel the label of the issue that the message belongs to
 * @param messageLabel the label that says that the issue has the message
 * @param instanceLabels the labels of the first instances that it is about
 * @param opens whether it is worth an issue of its own when its thread has none
 * @param ending whether all it says is how it ended
 * @param summary one line for the title
 * @param document the message
 */
public record JiraTicket(
        String threadLabel,
        String messageLabel,
        List<String> instanceLabels,
        boolean opens,
        boolean ending,
        String summary,
        AdfDocument document) {

    public JiraTicket {
        instanceLabels = List.copyOf(instanceLabels);
    }
}
