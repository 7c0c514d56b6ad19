package org.spotalert.channels.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.spotalert.channels.incident.IncidentServer;
import org.spotalert.channels.incident.IncidentServer.Answer;
import org.spotalert.channels.incident.IncidentServer.Request;

/** As much of Jira's REST API v3 as the channel uses, with its rules about labels and documents. */
final class JiraSite implements IncidentServer.Work {

    /** An issue with what was added to it. */
    record Issue(
            long id,
            JsonNode fields,
            List<String> labels,
            List<JsonNode> comments,
            AtomicBoolean done,
            AtomicReference<String> project) {

        void close() {
            done.set(true);
        }

        String key() {
            return project.get() + "-" + id;
        }

        /** Whoever moves an issue gives it another key; its labels stay. */
        void moveTo(String other) {
            project.set(other);
        }
    }

    private static final Pattern JQL = Pattern.compile("labels = \"([A-Za-z0-9._-]+)\""
            + " AND \\(project = \"OPS\" OR labels = \"(spot-interruption-OPS)\"\\)"
            + "( AND \\(statusCategory != Done OR labels = \"([A-Za-z0-9._-]+)\"\\))? ORDER BY created DESC");

    private final List<Issue> issues = new CopyOnWriteArrayList<>();
    private volatile boolean searchBehind;

    List<Issue> issues() {
        return List.copyOf(issues);
    }

    /** From now on the search does not see issues by itself. */
    void letSearchBeBehind() {
        searchBehind = true;
    }

    @Override
    public Answer answer(Request request) {
        return switch (request.line().replaceFirst("[A-Z]+-\\d+$", "KEY")) {
            case "POST /rest/api/3/search/jql" -> search(request.json());
            case "POST /rest/api/3/issue" -> create(request.json().path("fields"));
            case "GET /rest/api/3/issue/KEY" -> get(request);
            case "PUT /rest/api/3/issue/KEY" -> edit(request);
            default -> Answer.of(404, "{\"errorMessages\":[\"dead link\"],\"errors\":{}}");
        };
    }

    private Answer search(JsonNode search) {
        Matcher jql = JQL.matcher(search.path("jql").asText());
        if (!jql.matches() || search.path("fields").isEmpty()) {
            return refused("jql", "Error in the JQL Query");
        }
        ObjectNode answer = IncidentServer.JSON.createObjectNode().put("isLast", true);
        var found = answer.putArray("issues");
        issues.stream()
                .filter(issue -> !searchBehind || contains(search.path("reconcileIssues"), issue.id()))
                .filter(issue -> issue.labels().contains(jql.group(1)))
                .filter(issue ->
                        issue.key().startsWith("OPS-") || issue.labels().contains(jql.group(2)))
                .filter(issue -> jql.group(3) == null
                        || !issue.done().get()
                        || issue.labels().contains(jql.group(4)))
                .sorted(Comparator.comparing(Issue::id).reversed())
                .limit(search.path("maxResults").asInt())
                .forEach(issue -> {
                    ObjectNode one = found.addObject()
                            .put("id", String.valueOf(issue.id()))
                            .put("key", issue.key());
                    issue.labels().forEach(one.putObject("fields").putArray("labels")::add);
                });
        return Answer.of(200, answer.toString());
    }

    private static boolean contains(JsonNode ids, long id) {
        return StreamSupport.stream(ids.spliterator(), false).anyMatch(one -> one.isNumber() && one.asLong() == id);
    }

    private Answer create(JsonNode fields) {
        if (!fields.at("/project/key").asText().equals("OPS")) {
            return refused("project", "Specify a valid project ID or key");
        }
        if (!fields.at("/issuetype/name").asText().matches("Task|Incident")) {
            return refused("issuetype", "Specify a valid issue type");
        }
        String summary = fields.path("summary").asText();
        if (summary.isEmpty() || summary.length() > 255 || summary.contains("\n")) {
            return refused("summary", "The summary is invalid");
        }
        if (!validDocument(fields.path("description"))) {
            return refused("description", "Operation value must be an Atlassian Document");
        }
        List<String> labels = texts(fields.path("labels"));
        if (labels.stream().anyMatch(label -> label.isEmpty() || label.contains(" ") || label.length() > 255)) {
            return refused("labels", "The label can't contain spaces.");
        }
        Issue issue = new Issue(
                10_001L + issues.size(),
                fields,
                new CopyOnWriteArrayList<>(labels),
                new ArrayList<>(),
                new AtomicBoolean(),
                new AtomicReference<>("OPS"));
        issues.add(issue);
        return Answer.of(
                201, "{\"id\":\"" + issue.id() + "\",\"key\":\"" + issue.key() + "\",\"self\":\"https://x/\"}");
    }

    private Answer get(Request request) {
        if (!request.query().equals("fields=labels")) {
            return refused("fields", "unexpected query " + request.query());
        }
        return issue(request)
                .map(issue -> {
                    ObjectNode answer = IncidentServer.JSON.createObjectNode().put("key", issue.key());
                    var labels = answer.putObject("fields").putArray("labels");
                    issue.labels().forEach(labels::add);
                    return Answer.of(200, answer.toString());
                })
                .orElseGet(JiraSite::gone);
    }

    private Answer edit(Request request) {
        return issue(request)
                .map(issue -> {
                    JsonNode update = request.json().path("update");
                    JsonNode comment = update.at("/comment/0/add/body");
                    if (!validDocument(comment)) {
                        return refused("comment", "Comment body is not valid!");
                    }
                    issue.labels().add(update.at("/labels/0/add").asText());
                    issue.comments().add(comment);
                    return Answer.of(204, "");
                })
                .orElseGet(JiraSite::gone);
    }

    private Optional<Issue> issue(Request request) {
        return issues.stream()
                .filter(issue -> request.path().endsWith("/" + issue.key()))
                .findFirst();
    }

    /** Only nodes that the format knows, no empty text, no list without items; at most 32,767 characters. */
    static boolean validDocument(JsonNode document) {
        return document.path("type").asText().equals("doc")
                && document.path("version").asInt() == 1
                && document.toString().length() <= 32_767
                && validNodes(document.path("content"));
    }

    private static boolean validNodes(JsonNode nodes) {
        return nodes.isArray()
                && !nodes.isEmpty()
                && StreamSupport.stream(nodes.spliterator(), false).allMatch(node -> switch (node.path("type")
                        .asText()) {
                    case "text" -> !node.path("text").asText().isEmpty() && !node.has("content");
                    case "paragraph", "bulletList", "listItem" -> validNodes(node.path("content"));
                    case "heading" -> node.at("/attrs/level").asInt() == 3 && validNodes(node.path("content"));
                    default -> false;
                });
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static Answer refused(String field, String why) {
        return Answer.of(400, "{\"errorMessages\":[],\"errors\":{\"" + field + "\":\"" + why + "\"}}");
    }

    private static Answer gone() {
        return Answer.of(
                404,
                "{\"errorMessages\":[\"Issue does not exist or you do not have permission to see it.\"],\"errors\":{}}");
    }
}
