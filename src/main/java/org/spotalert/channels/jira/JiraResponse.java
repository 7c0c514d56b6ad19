package org.spotalert.channels.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.channels.incident.JsonResponse;
import org.spotalert.model.FailureReason;

/** Reads what Jira answers. */
public final class JiraResponse {

    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,254}-[0-9]{1,18}");
    private static final String LABELS = "/fields/labels";
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    /**
     * The key of the issue that the message belongs to: of those with the label of its thread the one that has it, or else
     * the first; null when there is none.
     *
     * @throws WebhookFailedException when this is no answer to a search, or one with issues of others alone
     */
    public @Nullable String key(Jira.Ticket ticket, String answer) throws WebhookFailedException {
        JsonResponse found = JsonResponse.of("Jira", answer);
        Optional<JsonResponse> issue = found.find(
                "/issues",
                record -> has(record.at(LABELS), ticket.threadLabel()),
                record -> has(record.at(LABELS), ticket.messageLabel()),
                "Jira found issues, but none with the label that was asked for, and none was changed; check that its"
                        + " issue type has the field labels and that the user may see it");
        if (issue.isEmpty() && found.at("/nextPageToken").isTextual()) {
            throw new WebhookFailedException(
                    FailureReason.SERVER, "Jira has not searched to the end; nothing was opened", false);
        }
        return issue.isEmpty() ? null : issue.get().text("/key", KEY);
    }

    /**
     * Whether the issue does not have the ticket's message yet.
     *
     * @throws WebhookFailedException when this is no answer with labels
     */
    public boolean lacks(Jira.Ticket ticket, String answer) throws WebhookFailedException {
        JsonResponse issue = JsonResponse.of("Jira", answer);
        if (!issue.at(LABELS).isArray()) {
            throw issue.unexpected(LABELS);
        }
        return !has(issue.at(LABELS), ticket.messageLabel());
    }

    private static boolean has(JsonNode labels, String wanted) {
        return labels.valueStream().anyMatch(label -> label.asText().equals(wanted));
    }

    /**
     * The id of the issue that was opened.
     *
     * @throws WebhookFailedException when the answer names none
     */
    static long id(String answer) throws WebhookFailedException {
        return Long.parseLong(JsonResponse.of("Jira", answer).text("/id", ID));
    }
}
