package org.spotalert.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spotalert.pipeline.store.dynamodb.TableSetup;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Looks at the table of the store, and tries the rights on it by calls that have no effect.
 *
 * @param provisioned whether the program makes the table itself at its start
 */
record TableCheck(DynamoDbClient client, String table, boolean provisioned) {

    private static final String SUBJECT = "store";
    private static final String RETENTION = "store retention";
    private static final String NOT_MET = "ConditionalCheckFailedException";
    /** There is no such item, and nobody makes it. */
    private static final Map<String, AttributeValue> NO_ITEM =
            Map.of("pk", AttributeValue.fromS("check"), "sk", AttributeValue.fromS("check"));

    /** Whether the table is there and good for the program, and what the program may do with it. */
    List<Finding> run() {
        TableSetup setup = new TableSetup(client, table);
        try {
            if (!setup.isThere()) {
                return List.of(missing());
            }
            Optional<String> misfit = setup.misfit();
            if (misfit.isPresent()) {
                return List.of(Finding.failed(SUBJECT, misfit.get(), "correct SPOT_STORE_URL (spot.store.url)"));
            }
        } catch (SdkException failure) {
            return List.of(
                    RightCheck.failedFirst("dynamodb:DescribeTable", failure).about(SUBJECT));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(SUBJECT, "the table " + table + " is there"));
        findings.add(retention(setup));
        findings.addAll(rights());
        return findings;
    }

    private Finding missing() {
        return provisioned
                ? Finding.ok(SUBJECT, "there is no table " + table + " yet; the start makes it (spot.provision)")
                : Finding.failed(
                        SUBJECT,
                        "there is no table " + table + " in this account and Region",
                        "let the program make it (SPOT_PROVISION=true), or correct SPOT_STORE_URL (spot.store.url)");
    }

    private Finding retention(TableSetup setup) {
        try {
            return setup.forgets()
                    ? Finding.ok(RETENTION, "DynamoDB deletes what has expired")
                    : Finding.warning(
                            RETENTION,
                            "time to live is off: the table grows without end",
                            "aws dynamodb update-time-to-live --table-name " + table
                                    + " --time-to-live-specification Enabled=true,AttributeName=expires");
        } catch (SdkException failure) {
            String action = "dynamodb:DescribeTimeToLive";
            return RightCheck.failedToCheck(RETENTION, action, "it takes " + action + " to check", failure);
        }
    }

    private List<Finding> rights() {
        return List.of(
                RightCheck.tried(
                        "dynamodb:GetItem",
                        () -> client.getItem(call -> call.tableName(table).key(NO_ITEM))),
                RightCheck.tried(
                        "dynamodb:BatchGetItem",
                        () -> client.batchGetItem(call -> call.requestItems(Map.of(
                                table,
                                KeysAndAttributes.builder()
                                        .keys(List.of(NO_ITEM))
                                        .build())))),
                RightCheck.tried(
                        "dynamodb:Query",
                        () -> client.query(call -> call.tableName(table)
                                .keyConditionExpression("pk = :pk")
                                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("check"))))),
                RightCheck.tried(
                                "dynamodb:Query on the indexes",
                                () -> client.query(call -> call.tableName(table)
                                        .indexName("history")
                                        .keyConditionExpression("kind = :kind")
                                        .expressionAttributeValues(Map.of(":kind", AttributeValue.fromS("check")))))
                        .by("TableIndexes"),
                RightCheck.tried(
                        "dynamodb:UpdateItem",
                        () -> client.updateItem(call -> call.tableName(table)
                                .key(NO_ITEM)
                                .conditionExpression("attribute_exists(pk)")
                                .updateExpression("REMOVE lease_owner")),
                        NOT_MET),
                RightCheck.tried(
                        "dynamodb:PutItem",
                        () -> client.putItem(call ->
                                call.tableName(table).item(NO_ITEM).conditionExpression("attribute_exists(pk)")),
                        NOT_MET),
                RightCheck.tried(
                        "dynamodb:DeleteItem",
                        () -> client.deleteItem(call -> call.tableName(table).key(NO_ITEM))),
                RightCheck.tried(
                        "dynamodb:BatchWriteItem",
                        () -> client.batchWriteItem(call -> call.requestItems(Map.of(
                                table,
                                List.of(WriteRequest.builder()
                                        .deleteRequest(delete -> delete.key(NO_ITEM))
                                        .build()))))));
    }
}
