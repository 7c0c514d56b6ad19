package org.spotalert.channels.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.channels.layout.Layout;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.model.Severity;
import org.spotalert.platform.text.StableKey;
import org.spotalert.platform.text.TextSanitizer;

/**
 * Words messages for Jira: one issue for each thread, with a comment for each further message. Labels name the thread that an
 * issue belongs to and which messages it has, so that a repetition adds nothing.
 */
public final class Jira {

    private static final String PROGRAM_LABEL = "spot-interruption";
    private static final int LONGEST_SUMMARY = 255;
    private static final int LONGEST_LABEL = 255;
    private static final int MOST_INSTANCE_LABELS = 20;
    private static final int MOST_FOUND = 20;
    /** How long Jira's search may need to see a new issue; mostly it is a second or two. */
    private static final Duration SEARCH_BEHIND = Duration.ofMinutes(15);

    private static final int MOST_NEW_ISSUES = 1_000;

    private final JiraSettings settings;
    private final Cache<String, Long> newIssues = Caffeine.newBuilder()
            .expireAfterWrite(SEARCH_BEHIND)
            .maximumSize(MOST_NEW_ISSUES)
            .build();

    /** Opens issues of this kind. */
    public Jira(JiraSettings settings) {
        this.settings = settings;
    }

    /** The message in the form that Jira takes. */
    public Ticket ticket(AlertMessage message, String markdown) {
        return new Ticket(
                label(message.thread()),
                label(message.id()),
                message.instances().stream()
                        .limit(MOST_INSTANCE_LABELS)
                        .map(instance -> label("spot-" + instance.id()))
                        .toList(),
                !message.recovered() && Severity.parse(message.severity()).compareTo(settings.minSeverity()) >= 0,
                message.resolution(),
                TextSanitizer.cut(message.headline(), LONGEST_SUMMARY),
                AdfDocument.of(Layout.of(markdown)));
    }

    /**
     * The search for the issues of the ticket's thread, the newest first; {@code reconcileIssues} are ids that the answer
     * must know, however new they are. A warning asks for those that are not done, since
     * an instance that was stopped may be interrupted again, and for one that has it; a resolution goes to any.
     */
    public Map<String, ?> search(Ticket ticket) {
        String open = " AND (statusCategory != Done OR labels = \"" + ticket.messageLabel() + "\")";
        // Whoever moves an issue to another project takes its labels along.
        String ours = " AND (project = \"" + settings.project() + "\" OR labels = \"" + projectLabel() + "\")";
        String jql = "labels = \"" + ticket.threadLabel() + "\"" + ours + (ticket.resolution() ? "" : open)
                + " ORDER BY created DESC";
        List<Long> known = Optional.ofNullable(newIssues.getIfPresent(ticket.threadLabel())).stream()
                .toList();
        return Map.of("jql", jql, "maxResults", MOST_FOUND, "fields", List.of("labels"), "reconcileIssues", known);
    }

    public Map<String, ?> issue(Ticket ticket) {
        List<String> labels =
                new ArrayList<>(List.of(PROGRAM_LABEL, projectLabel(), ticket.threadLabel(), ticket.messageLabel()));
        labels.addAll(ticket.instanceLabels());
        labels.addAll(settings.labels());
        Map<String, ?> fields = Map.of(
                "project", Map.of("key", settings.project()),
                "issuetype", Map.of("name", settings.issueType()),
                "summary", ticket.summary(),
                "labels", labels.stream().distinct().toList(),
                "description", ticket.document());
        return Map.of("fields", settings.fields().addedTo(fields));
    }

    /** The comment for an issue that the thread has, and the label that says that it is there: it gets both or neither. */
    public Map<String, ?> comment(Ticket ticket) {
        return Map.of(
                "update",
                Map.of(
                        "labels", List.of(Map.of("add", ticket.messageLabel())),
                        "comment", List.of(Map.of("add", Map.of("body", ticket.document())))));
    }

    /**
     * Notes an issue that was just opened, since the search may not know it yet.
     *
     * @param answer the answer to the request that opened it
     */
    public void opened(Ticket ticket, String answer) throws WebhookFailedException {
        newIssues.put(ticket.threadLabel(), JiraResponse.id(answer));
    }

    /** Says in which project the issue was opened: another program may send the same thread to another project. */
    private String projectLabel() {
        return label(PROGRAM_LABEL + "-" + settings.project());
    }

    /** A label holds no space; a slash is possible, but looks like a path. */
    private static String label(String text) {
        return StableKey.of(text, LONGEST_LABEL).replace('/', '-');
    }

    /**
     * One message in the form that Jira takes.
     *
     * @param threadLabel the label of the issue that the message belongs to
     * @param messageLabel the label that says that the issue has the message
     * @param instanceLabels the labels of the first instances that it is about
     * @param opens whether it is worth an issue of its own when its thread has none
     * @param resolution whether all it says is how the interruption ended
     * @param summary one line for the issue's title
     * @param document the message
     */
    public record Ticket(
            String threadLabel,
            String messageLabel,
            List<String> instanceLabels,
            boolean opens,
            boolean resolution,
            String summary,
            JsonNode document) {}
}
