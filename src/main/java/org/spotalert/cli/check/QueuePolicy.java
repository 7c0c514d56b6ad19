package org.spotalert.cli.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.NamePattern;

/**
 * Judges whether a queue's access policy lets EventBridge send; see "Resource-based policies for Amazon EventBridge" in
 * EventBridge's user guide.
 *
 * @param ruleArns the rules that must be let in; empty when they are not known
 */
record QueuePolicy(List<String> ruleArns) {

    static final String SUBJECT = "queue policy";
    /** The actions that let send, in lower case. */
    private static final Set<String> SENDING = Set.of("*", "sqs:*", "sqs:send*", "sqs:sendmessage");

    private static final String EVENT_BRIDGE = "events.amazonaws.com";
    private static final String SNS = "sns.amazonaws.com";

    /** @param policy the queue's attribute Policy; null when it has none */
    Finding judge(@Nullable String policy) {
        List<JsonNode> sending;
        try {
            sending = sending(new ObjectMapper().readTree(policy == null ? "{}" : policy));
        } catch (JsonProcessingException malformed) {
            return Finding.failed(SUBJECT, "it is not JSON", remedy());
        }
        List<JsonNode> events = sending.stream()
                .filter(statement -> admits(statement, EVENT_BRIDGE))
                .toList();
        if (events.isEmpty()) {
            return sending.stream().anyMatch(statement -> admits(statement, SNS))
                    ? Finding.ok(SUBJECT, "lets SNS send; EventBridge has to come by way of a topic")
                    : Finding.failed(SUBJECT, "does not let EventBridge send: no event arrives", remedy());
        }
        return conditions(events);
    }

    private Finding conditions(List<JsonNode> statements) {
        List<String> sources = statements.stream().flatMap(QueuePolicy::sources).toList();
        boolean open = statements.stream().anyMatch(statement -> !limited(statement));
        if (open) {
            return Finding.warning(
                    SUBJECT,
                    "lets EventBridge send for any rule of any account: the statement has no condition",
                    "give it the condition ArnEquals aws:SourceArn " + rule());
        }
        List<String> shutOut = sources.isEmpty()
                ? List.of()
                : ruleArns.stream()
                        .filter(arn -> sources.stream().noneMatch(source -> new NamePattern(source).matches(arn)))
                        .toList();
        return shutOut.isEmpty()
                ? Finding.ok(SUBJECT, "lets EventBridge send" + (sources.isEmpty() ? "" : " for " + names(sources)))
                : Finding.failed(
                        SUBJECT,
                        "lets EventBridge send for " + names(sources) + ", not for " + names(shutOut),
                        remedy());
    }

    private String remedy() {
        return "let the program make the policy (SPOT_PROVISION=true), or add a statement: Allow, Principal {Service: "
                + EVENT_BRIDGE + "}, Action sqs:SendMessage, Condition ArnEquals aws:SourceArn " + rule();
    }

    private String rule() {
        return ruleArns.isEmpty() ? "with the rule's ARN" : String.join(", ", ruleArns);
    }

    private static List<JsonNode> sending(JsonNode policy) {
        JsonNode statements = policy.path("Statement");
        return (statements.isArray() ? statements.valueStream() : Stream.of(statements))
                .filter(statement -> "Allow".equals(statement.path("Effect").asText()))
                .filter(statement -> texts(statement.path("Action"))
                        .map(action -> action.toLowerCase(Locale.ROOT))
                        .anyMatch(SENDING::contains))
                .toList();
    }

    private static boolean admits(JsonNode statement, String service) {
        JsonNode principal = statement.path("Principal");
        return "*".equals(principal.textValue())
                || texts(principal.path("AWS")).anyMatch("*"::equals)
                || texts(principal.path("Service")).anyMatch(service::equals);
    }

    private static boolean limited(JsonNode statement) {
        return sources(statement).findAny().isPresent()
                || values(statement, "aws:sourceaccount").findAny().isPresent();
    }

    private static Stream<String> sources(JsonNode statement) {
        return values(statement, "aws:sourcearn");
    }

    /** The values of a condition key, under whatever operator. */
    private static Stream<String> values(JsonNode statement, String key) {
        return statement
                .path("Condition")
                .valueStream()
                .flatMap(operator -> operator.properties().stream())
                .filter(condition -> condition.getKey().toLowerCase(Locale.ROOT).equals(key))
                .flatMap(condition -> texts(condition.getValue()));
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isArray() ? node.valueStream().map(JsonNode::asText) : Stream.ofNullable(node.textValue());
    }

    private static String names(List<String> arns) {
        return arns.stream().map(arn -> arn.substring(arn.lastIndexOf(':') + 1)).collect(Collectors.joining(", "));
    }
}
