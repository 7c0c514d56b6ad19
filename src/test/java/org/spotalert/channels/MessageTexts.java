package org.spotalert.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.spotalert.channels.email.EmailHeaders;
import org.spotalert.channels.googlechat.GoogleChat;
import org.spotalert.channels.incident.ExtraFields;
import org.spotalert.channels.jira.Jira;
import org.spotalert.channels.jira.JiraSettings;
import org.spotalert.channels.json.JsonTexts;
import org.spotalert.channels.layout.PlainText;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.pagerduty.PagerDuty;
import org.spotalert.channels.servicenow.ServiceNow;
import org.spotalert.channels.servicenow.ServiceNowSettings;
import org.spotalert.channels.slack.Slack;
import org.spotalert.channels.sns.Sms;
import org.spotalert.channels.sns.SnsMessage;
import org.spotalert.channels.teams.Teams;
import org.spotalert.channels.template.Rendered;
import org.spotalert.model.Severity;

/** What each channel sends about a message, as text: the markup that its far end reads, in the order in which it shows it. */
final class MessageTexts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Severity THRESHOLD = Severity.WARNING;

    private MessageTexts() {}

    static Map<String, String> of(AlertMessage message) {
        String markdown = Rendered.markdown(message);
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("slack", slack(JSON.valueToTree(new Slack().message(message, markdown))));
        texts.put("google-chat", chat(JSON.valueToTree(new GoogleChat().message(message, markdown))));
        texts.put("teams", teams(JSON.valueToTree(new Teams().message(message, markdown))));
        texts.put("email", email(message, markdown));
        texts.put("email-html", html(Rendered.html(message)));
        SnsMessage sns = new SnsMessage(false);
        texts.put("sns", sns.subject(message.headline()) + "\n---\n" + sns.text(markdown));
        texts.put("sms", new Sms().text(Rendered.sms(message)) + "\n");
        texts.put("jira", jira(message, markdown));
        texts.put("servicenow", servicenow(message, markdown));
        texts.put("pagerduty", pagerduty(message, markdown));
        JsonTexts.programs().forEach(program -> texts.put(program, json(JsonTexts.posted(program, message))));
        return texts;
    }

    /** Each text of it; a line for the others. */
    private static String json(JsonNode posted) {
        StringBuilder text = new StringBuilder();
        posted.properties().stream()
                .filter(member -> !member.getKey().equals("timestamp"))
                .forEach(member -> {
                    JsonNode value = member.getValue();
                    String shown = value.isTextual()
                            ? value.asText()
                            : value.toString().replace("\\n", "\n");
                    text.append('[')
                            .append(member.getKey())
                            .append("] ")
                            .append(shown)
                            .append('\n');
                });
        return text.toString();
    }

    private static String slack(JsonNode message) {
        return "[push] " + message.path("text").asText() + "\n---\n"
                + lines(message.at("/blocks"), "/text/text") + "[edge "
                + message.at("/attachments/0/color").asText()
                + "]\n" + lines(message.at("/attachments/0/blocks"), "/text/text");
    }

    private static String chat(JsonNode message) {
        StringBuilder text =
                new StringBuilder("[push] " + message.path("fallbackText").asText() + "\n---\n");
        text.append(message.has("text") ? message.path("text").asText() + "\n" : "");
        for (JsonNode section : message.at("/cardsV2/0/card/sections")) {
            text.append(section.has("header") ? "[" + section.path("header").asText() + "]\n" : "");
            for (JsonNode widget : section.path("widgets")) {
                text.append(widget.at("/textParagraph/text").asText().replace("<br>", "\n"));
                for (JsonNode button : widget.at("/buttonList/buttons")) {
                    text.append("[button ")
                            .append(button.path("text").asText())
                            .append("] ")
                            .append(button.at("/onClick/openLink/url").asText())
                            .append('\n');
                }
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String teams(JsonNode message) {
        JsonNode card = message.at("/attachments/0/content");
        StringBuilder text = new StringBuilder(
                "[" + card.at("/body/0/style").asText() + "] " + inlines(card.at("/body/0/items/0")) + "\n");
        for (int block = 1; block < card.path("body").size(); block++) {
            text.append(inlines(card.path("body").get(block))).append('\n');
        }
        for (JsonNode action : card.path("actions")) {
            text.append("[button ")
                    .append(action.path("title").asText())
                    .append("] ")
                    .append(action.path("url").asText())
                    .append('\n');
        }
        return text.toString();
    }

    private static String inlines(JsonNode block) {
        return block.path("text").asText()
                + StreamSupport.stream(block.path("inlines").spliterator(), false)
                        .map(run -> run.path("weight").asText().equals("Bolder")
                                ? "*" + run.path("text").asText() + "*"
                                : run.path("text").asText())
                        .collect(Collectors.joining());
    }

    private static String email(AlertMessage message, String markdown) {
        return "Subject: " + new EmailHeaders("a@example.com", "", "").subject(message) + "\n---\n"
                + new PlainText().of(markdown);
    }

    /** The page without its style. */
    private static String html(String html) {
        String body = html.substring(html.indexOf("<body"));
        return body.replaceAll(" style=\"[^\"]*\"", "")
                        .replaceAll("</?(div|t[a-z]+|body|html)[^>]*>", "\n")
                        .replaceAll("\\s*\\n\\s*", "\n")
                        .strip()
                + "\n";
    }

    private static String jira(AlertMessage message, String markdown) {
        Jira jira = new Jira(new JiraSettings("OPS", "Task", List.of(), ExtraFields.NONE, THRESHOLD));
        Jira.Ticket ticket = jira.ticket(message, markdown);
        StringBuilder text = new StringBuilder(ticket.summary()).append("\n---\n");
        for (JsonNode block : ticket.document().path("content")) {
            boolean list = block.path("type").asText().equals("bulletList");
            for (JsonNode line : list ? block.path("content") : List.of(block)) {
                text.append(list ? "- " : "")
                        .append(String.join("", values(line)))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static List<String> values(JsonNode node) {
        List<String> values = new ArrayList<>();
        if (node.path("type").asText().equals("text")) {
            String href = node.at("/marks/0/attrs/href").asText();
            values.add(node.path("text").asText() + (href.isEmpty() ? "" : " <" + href + ">"));
        }
        node.path("content").forEach(child -> values.addAll(values(child)));
        return values;
    }

    private static String servicenow(AlertMessage message, String markdown) {
        ServiceNow.Ticket ticket = new ServiceNow(
                        new ServiceNowSettings(3, ExtraFields.NONE, ExtraFields.NONE, THRESHOLD))
                .ticket(message, markdown);
        return ticket.shortDescription() + "\n---\n" + ticket.text();
    }

    private static String pagerduty(AlertMessage message, String markdown) {
        return JSON.valueToTree(new PagerDuty().event(message, markdown)).toPrettyString() + "\n";
    }

    private static String lines(JsonNode blocks, String pointer) {
        return StreamSupport.stream(blocks.spliterator(), false)
                .map(block -> block.at(pointer).asText() + "\n\n")
                .collect(Collectors.joining());
    }
}
