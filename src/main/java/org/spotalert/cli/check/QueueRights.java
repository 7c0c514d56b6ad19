package org.spotalert.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Arn;
import org.spotalert.platform.aws.sqs.QueueAddress;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Tries the rights on a queue, by calls that change nothing. */
record QueueRights(SqsClient sqs, String url) {

    /** What recovery lacks on a queue that keeps messages in order. */
    static final Finding NO_RECOVERY = Finding.warning(
            "recovery",
            "a FIFO queue delays no single message: nobody is notified how interruptions end",
            "take a standard queue, or turn it off: SPOT_RECOVERY=false (spot.recovery)");

    /** No message has it, so that a call with it is refused for this reason, or for a missing right. */
    private static final String NO_RECEIPT = "no-such-receipt-handle";

    private static final String[] NO_SUCH_RECEIPT = {"ReceiptHandleIsInvalid", "InvalidParameterValue"};
    /** SQS gives ten messages at most, and refuses to give more. */
    private static final int TOO_MANY = 11;

    private static final int LONGEST_DELAY = 900;

    /** A finding for each right that it takes to work messages off. */
    List<Finding> consume() {
        return List.of(
                RightCheck.impossible(
                        "sqs:ReceiveMessage",
                        "would take a message; the health of the running program shows it",
                        () -> sqs.receiveMessage(call -> call.queueUrl(url).maxNumberOfMessages(TOO_MANY))),
                RightCheck.tried(
                        "sqs:DeleteMessage",
                        () -> sqs.deleteMessage(call -> call.queueUrl(url).receiptHandle(NO_RECEIPT)),
                        NO_SUCH_RECEIPT),
                RightCheck.tried(
                        "sqs:ChangeMessageVisibility",
                        () -> sqs.changeMessageVisibility(call ->
                                call.queueUrl(url).receiptHandle(NO_RECEIPT).visibilityTimeout(0)),
                        NO_SUCH_RECEIPT));
    }

    /**
     * A finding for each right on this dead-letter queue that is missing, or one good one. The program alerts without them; it
     * counts no dead letters, and replay fails.
     */
    static List<Finding> onDeadLetters(SqsClient sqs, Arn queue) {
        String url = Objects.requireNonNull(QueueAddress.parse(queue.text()).url());
        Finding count = RightCheck.tried(
                "sqs:GetQueueAttributes",
                () -> sqs.getQueueAttributes(call -> call.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN)));
        Finding find = RightCheck.tried(
                "sqs:GetQueueUrl",
                () -> sqs.getQueueUrl(
                        call -> call.queueName(queue.resource()).queueOwnerAWSAccountId(queue.account())));
        Stream<Finding> replay = Stream.concat(Stream.of(find), new QueueRights(sqs, url).consume().stream());
        List<Finding> missing = Stream.concat(
                        Stream.of(count.by("DeadLetters")), replay.map(finding -> finding.by("Replay")))
                .filter(finding -> finding.statement() != null)
                .map(finding -> finding.at("the dead-letter queue " + queue.resource())
                        .orWarning()
                        .named(Map.of("DeadLetterQueue", queue.text())))
                .toList();
        return missing.isEmpty() ? List.of(Finding.ok("replay", "may read " + queue.resource())) : missing;
    }

    /** What recovery needs, which sends messages to the program's own queue. */
    Finding recovery() {
        MessageAttributeValue ofNoType =
                MessageAttributeValue.builder().dataType("None").build();
        return url.endsWith(".fifo")
                ? NO_RECOVERY
                : RightCheck.impossible(
                                "sqs:SendMessage",
                                "would put a message on the queue; without it nobody is notified how interruptions end, and the log warns",
                                () -> sqs.sendMessage(call -> call.queueUrl(url)
                                        .messageBody("")
                                        .messageAttributes(Map.of("check", ofNoType))
                                        .delaySeconds(LONGEST_DELAY + 1)))
                        .orWarning();
    }

    /** What the start needs to make the queue's policy, its rule, and the store's table unless the store is elsewhere. */
    List<Finding> provision(EventBridgeClient events, String rule, DynamoDbClient dynamoDb, @Nullable String table) {
        String reason = "the start uses it, and tries again until it may";
        List<Finding> findings = new ArrayList<>(List.of(
                RightCheck.impossible("events:PutRule", reason, () -> events.putRule(call -> call.name(rule))),
                RightCheck.impossible(
                        "events:PutTargets",
                        reason,
                        () -> events.putTargets(call -> call.rule(rule).targets(List.of()))),
                RightCheck.impossible(
                        "sqs:SetQueueAttributes",
                        reason,
                        () -> sqs.setQueueAttributes(
                                call -> call.queueUrl(url).attributesWithStrings(Map.of("NoSuchAttribute", ""))))));
        if (table != null) {
            KeySchemaElement withoutType = KeySchemaElement.builder()
                    .attributeName("check")
                    .keyType(KeyType.HASH)
                    .build();
            findings.add(RightCheck.impossible(
                    "dynamodb:CreateTable",
                    "the start uses it where there is no table",
                    () -> dynamoDb.createTable(call -> call.tableName(table)
                            .attributeDefinitions(List.of())
                            .keySchema(withoutType))));
        }
        return findings;
    }
}
