package org.spotalert.channel.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.spotalert.channel.failure.WebhookFailedException;

/** Reads what Jira answers. */
public final class JiraAnswer {

    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,254}-[0-9]{1,18}");
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    /**
     * The key of the issue that the message belongs to: of those found the one that has it, or else the first; null when
     * there is none.
     *
     * @throws WebhookFailedException when this is no answer to a search
     */
    public @Nullable String key(JiraTicket ticket, String answer) throws WebhookFailedException {
        DeskAnswer found = DeskAnswer.of("Jira", answer);
        if (!found.at("/issues").isArray()) {
            throw found.unexpected("/issues");
        }
        int issues = found.at("/issues").size();
        int issue = IntStream.range(0, issues)
                .filter(at -> has(ticket, found.at("/issues/" + at + "/fields/labels")))
                .findFirst()
                .orElse(0);
        return issues == 0 ? null : found.text("/issues/" + issue + "/key", KEY);
    }

    /**
     * Whether the issue has the ticket's message already.
     *
     * @throws WebhookFailedException when this is no answer with labels
     */
    public boolean has(JiraTicket ticket, String answer) throws WebhookFailedException {
        DeskAnswer issue = DeskAnswer.of("Jira", answer);
        if (!issue.at("/fields/labels").isArray()) {
            throw issue.unexpected("/fields/labels");
        }
        return has(ticket, issue.at("/fields/labels"));
    }

    private static boolean has(JiraTicket ticket, JsonNode labels) {
        return StreamSupport.stream(labels.spliterator(), false)
                .anyMatch(label -> label.asText().equals(ticket.messageLabel()));
    }

    /**
     * The id of the issue that was opened.
     *
     * @throws WebhookFailedException when the answer names none
     */
    static long id(String answer) throws WebhookFailedException {
        return Long.parseLong(DeskAnswer.of("Jira", answer).text("/id", ID));
    }
}
