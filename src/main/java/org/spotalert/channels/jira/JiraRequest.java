package org.spotalert.channels.jira;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The bodies of requests to Jira's REST API v3, by its names. */
public sealed interface JiraRequest {

    /**
     * The search for the issue of a thread.
     *
     * @param reconcileIssues ids of issues that the answer must know, however new they are
     */
    record Search(String jql, int maxResults, List<String> fields, List<Long> reconcileIssues) implements JiraRequest {

        public Search {
            fields = List.copyOf(fields);
            reconcileIssues = List.copyOf(reconcileIssues);
        }
    }

    /**
     * A new issue.
     *
     * @param fields {@link Fields}, and what the operator adds
     */
    record Issue(JsonNode fields) implements JiraRequest {}

    /** The fields of a new issue. */
    record Fields(
            Key project,
            @JsonProperty("issuetype") Name issueType,
            String summary,
            List<String> labels,
            AdfDocument description) {

        public Fields {
            labels = List.copyOf(labels);
        }
    }

    /** A project by its key. */
    record Key(String key) {}

    /** An issue type by its name. */
    record Name(String name) {}

    /** A change of an issue. */
    record Edit(Update update) implements JiraRequest {}

    /** A comment and a label, which the issue gets both or neither. */
    record Update(List<Add<String>> labels, List<Add<Comment>> comment) {

        public Update {
            labels = List.copyOf(labels);
            comment = List.copyOf(comment);
        }
    }

    /** Something added to a field. */
    record Add<T>(T add) {}

    /** A comment. */
    record Comment(AdfDocument body) {}
}
