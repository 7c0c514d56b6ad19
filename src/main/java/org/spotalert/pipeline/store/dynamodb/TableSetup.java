package org.spotalert.pipeline.store.dynamodb;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.aws.AwsFailure;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** The table as the program needs it: looks whether it is there, and makes it. */
public record TableSetup(DynamoDbClient client, String table) {

    private static final Logger LOG = LoggerFactory.getLogger(TableSetup.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration MADE_WITHIN = Duration.ofSeconds(30);
    private static final Map<String, ScalarAttributeType> TYPES = Map.of(
            Table.PARTITION, ScalarAttributeType.S,
            Table.SORT, ScalarAttributeType.S,
            DynamoIncidents.KIND, ScalarAttributeType.S,
            DynamoIncidents.NOTICED, ScalarAttributeType.N,
            DynamoIncidents.NEXT_CHECK, ScalarAttributeType.N);
    /** The indexes and the second part of their keys. */
    private static final Map<String, String> INDEXES = Map.of(
            DynamoIncidents.HISTORY, DynamoIncidents.NOTICED,
            DynamoIncidents.CHECKS, DynamoIncidents.NEXT_CHECK);

    /** Whether there is such a table. */
    public boolean isThere() {
        try {
            describe();
            return true;
        } catch (ResourceNotFoundException none) {
            return false;
        }
    }

    private TableDescription describe() {
        return client.describeTable(call -> call.tableName(table)).table();
    }

    /** Why the table is not one of this program's, with what to do; nothing when it is. */
    public Optional<String> misfit() {
        TableDescription found = describe();
        if (!inOrder(found.keySchema()).equals(keys(Table.PARTITION, Table.SORT))) {
            return Optional.of("the table " + table
                    + " has other keys than pk and sk: it belongs to something else; name another one");
        }
        Map<String, List<KeySchemaElement>> indexes = found.globalSecondaryIndexes().stream()
                .collect(Collectors.toMap(
                        GlobalSecondaryIndexDescription::indexName, index -> inOrder(index.keySchema())));
        return INDEXES.entrySet().stream()
                .filter(index -> !keys(DynamoIncidents.KIND, index.getValue()).equals(indexes.get(index.getKey())))
                .findFirst()
                .map(index -> "the table " + table + " has no index " + index.getKey() + " with the keys "
                        + DynamoIncidents.KIND + " and " + index.getValue()
                        + "; make the table as docs/setup-by-hand.md does, or"
                        + " name another one");
    }

    /** Whether DynamoDB forgets what has expired. */
    public boolean forgets() {
        TimeToLiveStatus status = client.describeTimeToLive(call -> call.tableName(table))
                .timeToLiveDescription()
                .timeToLiveStatus();
        return status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING;
    }

    /** Makes the table where there is none, lets it forget what has expired, and waits until it can be used. */
    void make() {
        if (!isThere()) {
            create();
        }
        try (DynamoDbWaiter waiter = DynamoDbWaiter.builder()
                .client(client)
                .overrideConfiguration(WaiterOverrideConfiguration.builder()
                        .backoffStrategyV2(BackoffStrategy.fixedDelay(LOOK_EVERY))
                        .maxAttempts((int) MADE_WITHIN.dividedBy(LOOK_EVERY))
                        .build())
                .build()) {
            waiter.waitUntilTableExists(call -> call.tableName(table));
        }
        try {
            if (!forgets()) {
                client.updateTimeToLive(call -> call.tableName(table)
                        .timeToLiveSpecification(time -> time.enabled(true).attributeName(Table.EXPIRES)));
            }
        } catch (SdkException refused) {
            LOG.atWarn()
                    .addKeyValue("table", table)
                    .addKeyValue("reason", AwsFailure.describe(refused))
                    .log("DynamoDB may not delete what has expired: the table grows without end");
        }
    }

    private void create() {
        try {
            client.createTable(call -> call.tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(TYPES.entrySet().stream()
                            .map(type -> AttributeDefinition.builder()
                                    .attributeName(type.getKey())
                                    .attributeType(type.getValue())
                                    .build())
                            .toList())
                    .keySchema(keys(Table.PARTITION, Table.SORT))
                    .globalSecondaryIndexes(
                            index(
                                    DynamoIncidents.HISTORY,
                                    projection -> projection
                                            .projectionType(ProjectionType.INCLUDE)
                                            .nonKeyAttributes(DynamoIncidents.IN_HISTORY)),
                            index(
                                    DynamoIncidents.CHECKS,
                                    projection -> projection.projectionType(ProjectionType.KEYS_ONLY))));
            LOG.atInfo().addKeyValue("table", table).log("DynamoDB makes the table");
        } catch (ResourceInUseException thereOrBeingMade) {
            // By another replica.
        }
    }

    private static GlobalSecondaryIndex index(String name, Consumer<Projection.Builder> projection) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(keys(DynamoIncidents.KIND, String.valueOf(INDEXES.get(name))))
                .projection(projection)
                .build();
    }

    private static List<KeySchemaElement> keys(String partition, String sort) {
        return Stream.of(Map.entry(partition, KeyType.HASH), Map.entry(sort, KeyType.RANGE))
                .map(key -> KeySchemaElement.builder()
                        .attributeName(key.getKey())
                        .keyType(key.getValue())
                        .build())
                .toList();
    }

    private static List<KeySchemaElement> inOrder(List<KeySchemaElement> found) {
        return found.stream()
                .sorted(Comparator.comparing(KeySchemaElement::keyTypeAsString))
                .toList();
    }
}
