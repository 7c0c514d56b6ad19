package org.spotalert.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Looks for missing rights whose use has an effect, by calls that AWS cannot carry out. */
final class EffectRightsCheck {

    private static final int LONGEST_DELAY = 900;
    private static final KeySchemaElement KEY_WITHOUT_TYPE = KeySchemaElement.builder()
            .attributeName("check")
            .keyType(KeyType.HASH)
            .build();

    /** What recovery lacks on a queue that keeps messages in order. */
    static final Finding ON_A_FIFO_QUEUE = Finding.warning(
            "recovery",
            "a FIFO queue delays no single message: nobody is notified how interruptions end",
            "take a standard queue, or turn it off: SPOT_RECOVERY=false (spot.recovery)");

    private final SqsClient sqs;
    private final String url;

    /**
     * @param url the URL of the program's queue
     */
    EffectRightsCheck(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    /** Of recovery, which sends messages to the program's own queue. */
    List<Finding> recovery() {
        if (url.endsWith(".fifo")) {
            return List.of(ON_A_FIFO_QUEUE);
        }
        MessageAttributeValue ofNoType =
                MessageAttributeValue.builder().dataType("None").build();
        return List.of(new RightCheck("Recovery")
                .impossible(
                        "sqs:SendMessage",
                        "would put a message on the queue; without it nobody is notified how interruptions end, and the log warns",
                        () -> sqs.sendMessage(call -> call.queueUrl(url)
                                .messageBody("")
                                .messageAttributes(Map.of("check", ofNoType))
                                .delaySeconds(LONGEST_DELAY + 1)))
                .orWarning());
    }

    /**
     * Of what the start makes.
     *
     * @param rule the name of the rule
     * @param table the name of the table; null when the store is elsewhere
     */
    List<Finding> provision(EventBridgeClient events, String rule, DynamoDbClient dynamoDb, @Nullable String table) {
        RightCheck right = new RightCheck("Provision");
        String reason = "the start uses it, and tries again until it may";
        List<Finding> findings = new ArrayList<>(List.of(
                right.impossible("events:PutRule", reason, () -> events.putRule(call -> call.name(rule))),
                right.impossible(
                        "events:PutTargets",
                        reason,
                        () -> events.putTargets(call -> call.rule(rule).targets(List.of()))),
                right.impossible(
                        "sqs:SetQueueAttributes",
                        reason,
                        () -> sqs.setQueueAttributes(
                                call -> call.queueUrl(url).attributesWithStrings(Map.of("NoSuchAttribute", ""))))));
        if (table != null) {
            findings.add(new RightCheck("ProvisionTable")
                    .impossible(
                            "dynamodb:CreateTable",
                            "the start uses it where there is no table",
                            () -> dynamoDb.createTable(call -> call.tableName(table)
                                    .attributeDefinitions(List.of())
                                    .keySchema(KEY_WITHOUT_TYPE))));
        }
        return findings;
    }
}
