package org.spotalert.pipeline.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.MotoServer;
import org.spotalert.model.AlertKind;
import org.spotalert.model.DeliveryKey;
import org.spotalert.pipeline.store.Deliveries.Acquired;
import org.spotalert.pipeline.store.Deliveries.State;
import org.spotalert.pipeline.store.DynamoStores;
import org.spotalert.pipeline.store.Lease;
import org.spotalert.pipeline.store.Store;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What is DynamoDB's own in the store: its table, its answers that get lost, its refusals, its price. */
class DynamoStoreIT {

    private static final MotoServer MOTO = MotoServer.start();
    private static final String CHANNEL = "slack";

    private final String table = "spot-" + UUID.randomUUID();
    private static AwsClients clients;
    private static DynamoDbClient aws;

    @BeforeAll
    static void connect() {
        DynamoStores.use(MOTO.endpoint());
        clients = new AwsClients(new AwsSettings(AwsWorld.REGION, null));
        aws = clients.dynamoDb(new DynamoStores.LongTimeouts());
    }

    @AfterEach
    void mend() {
        MOTO.clearFaults();
    }

    @AfterAll
    static void tearDown() {
        clients.close();
        MOTO.close();
    }

    private DynamoStore store(boolean provision, ExecutionInterceptor... watchers) {
        return DynamoStores.store(table, provision, Lease.ofThisProcess(Duration.ofSeconds(15)), watchers);
    }

    private DynamoStore opened(ExecutionInterceptor... watchers) {
        DynamoStore store = store(true, watchers);
        store.open();
        return store;
    }

    private static List<DeliveryKey> keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new DeliveryKey(
                        "123456789012/eu-west-1/i-%017x/interruption_warning".formatted(number), AlertKind.WARNING))
                .toList();
    }

    @Test
    void theTableIsMadeOnceWhoeverMakesIt() {
        List<CompletableFuture<Void>> starts = IntStream.range(0, 3)
                .mapToObj(
                        replica -> CompletableFuture.runAsync(() -> store(true).open()))
                .toList();
        starts.forEach(CompletableFuture::join);
        store(false).open();

        TableDescription made = aws.describeTable(call -> call.tableName(table)).table();
        assertThat(made.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
        assertThat(made.globalSecondaryIndexes()).hasSize(2);
        assertThat(aws.describeTimeToLive(call -> call.tableName(table))
                        .timeToLiveDescription()
                        .attributeName())
                .isEqualTo("expires");
    }

    /** Reads table.json of docs/setup-by-hand.md as the AWS CLI does. */
    private CreateTableRequest tableOfTheDocs() throws Exception {
        String setup = Files.readString(Path.of("docs/setup-by-hand.md"));
        Matcher block = Pattern.compile("```json\n(\\{\n  \"TableName\".*?)```", Pattern.DOTALL)
                .matcher(setup);
        assertThat(block.find()).isTrue();
        JsonNode json = new ObjectMapper().readTree(block.group(1));
        return CreateTableRequest.builder()
                .tableName(table)
                .billingMode(json.path("BillingMode").asText())
                .attributeDefinitions(all(
                        json.path("AttributeDefinitions"),
                        each -> AttributeDefinition.builder()
                                .attributeName(each.path("AttributeName").asText())
                                .attributeType(each.path("AttributeType").asText())
                                .build()))
                .keySchema(keys(json))
                .globalSecondaryIndexes(all(json.path("GlobalSecondaryIndexes"), DynamoStoreIT::index))
                .build();
    }

    private static GlobalSecondaryIndex index(JsonNode json) {
        JsonNode projected = json.path("Projection");
        return GlobalSecondaryIndex.builder()
                .indexName(json.path("IndexName").asText())
                .keySchema(keys(json))
                .projection(projection -> projection
                        .projectionType(projected.path("ProjectionType").asText())
                        .nonKeyAttributes(
                                projected.has("NonKeyAttributes")
                                        ? all(projected.path("NonKeyAttributes"), JsonNode::asText)
                                        : null))
                .build();
    }

    private static List<KeySchemaElement> keys(JsonNode schema) {
        return all(
                schema.path("KeySchema"),
                each -> KeySchemaElement.builder()
                        .attributeName(each.path("AttributeName").asText())
                        .keyType(each.path("KeyType").asText())
                        .build());
    }

    private static <T> List<T> all(JsonNode array, Function<JsonNode, T> reader) {
        return StreamSupport.stream(array.spliterator(), false).map(reader).toList();
    }

    private static Map<String, Projection> projections(TableDescription described) {
        return described.globalSecondaryIndexes().stream()
                .collect(Collectors.toMap(GlobalSecondaryIndexDescription::indexName, index -> index.projection()));
    }

    @Test
    void theTableOfTheDocsIsThatOfTheProgram() throws Exception {
        CreateTableRequest documented = tableOfTheDocs();
        aws.createTable(documented);
        store(false).open();

        TableDescription byHand =
                aws.describeTable(call -> call.tableName(table)).table();
        String other = "other-" + UUID.randomUUID();
        new TableSetup(aws, other).make();
        TableDescription made = aws.describeTable(call -> call.tableName(other)).table();
        assertThat(made.attributeDefinitions()).containsExactlyInAnyOrderElementsOf(byHand.attributeDefinitions());
        assertThat(projections(made)).isEqualTo(projections(byHand)).hasSize(2);
    }

    @Test
    void missingTableIsSaidInOneLine() {
        DynamoStore store = store(false);

        RuntimeException failure = catchThrowableOfType(RuntimeException.class, store::open);

        assertThat(store.reason(failure)).isEqualTo("there is no table " + table);
        assertThat(store.unanswered(failure)).isFalse();
    }

    @Test
    void tableOfSomethingElseIsNotUsed() {
        aws.createTable(call -> call.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build()));

        RuntimeException failure = catchThrowableOfType(RuntimeException.class, store(true)::open);

        assertThat(failure).hasMessageContaining("other keys than pk and sk");
    }

    /** Lets the first answer to a write get lost, so that the SDK repeats what was done. */
    private static final class LostAnswer implements ExecutionInterceptor {

        private final AtomicBoolean due = new AtomicBoolean(true);

        @Override
        public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            boolean write = context.httpRequest()
                    .firstMatchingHeader("X-Amz-Target")
                    .filter(target -> target.matches(".*(UpdateItem|PutItem|TransactWriteItems)"))
                    .isPresent();
            return write && due.getAndSet(false)
                    ? context.httpResponse().toBuilder().statusCode(500).build()
                    : context.httpResponse();
        }
    }

    @Test
    void leaseWhoseAnswerWasLostIsOurs() {
        try (Store store = opened(new LostAnswer())) {
            assertThat(store.deliveries().acquire(CHANNEL, keys(1)).leased()).hasSize(1);
        }
    }

    @Test
    void batchOfLeasesWhoseAnswerWasLostIsOurs() {
        try (Store store = opened(new LostAnswer())) {
            assertThat(store.deliveries().acquire(CHANNEL, keys(20)).leased()).hasSize(20);
        }
    }

    @Test
    void batchIsSharedWithWhoHasAPartOfIt() {
        List<DeliveryKey> keys = keys(60);
        try (Store store = opened();
                Store other = opened()) {
            other.deliveries().acquire(CHANNEL, keys.subList(10, 13));
            other.deliveries().markSent(CHANNEL, keys.subList(40, 42));

            Acquired acquired = store.deliveries().acquire(CHANNEL, keys);

            assertThat(acquired.leased()).hasSize(55).doesNotContainAnyElementsOf(keys.subList(10, 13));
            assertThat(acquired.sent()).containsExactlyInAnyOrderElementsOf(keys.subList(40, 42));
            assertThat(other.deliveries().states(CHANNEL, keys.subList(9, 14)))
                    .hasSize(5)
                    .containsValue(State.IN_FLIGHT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ProvisionedThroughputExceededException, 400, true",
        "ThrottlingException, 400, true",
        "InternalServerError, 500, true",
        "AccessDeniedException, 400, false",
        "ResourceNotFoundException, 400, false"
    })
    void whatCannotPassIsNotWaitedFor(String error, int status, boolean unanswered) {
        try (Store store = opened()) {
            MOTO.fail("UpdateItem", error, status, 100);

            RuntimeException failure = catchThrowableOfType(
                    RuntimeException.class, () -> store.deliveries().acquire(CHANNEL, keys(1)));

            assertThat(store.unanswered(failure)).isEqualTo(unanswered);
            assertThat(store.reason(failure)).doesNotContain("\n").isNotBlank();
        }
    }

    @Test
    void anAlertCostsTwoWritesAChannel() {
        try (Store store = opened()) {
            MOTO.resetCalls();

            Acquired acquired = store.deliveries().acquire(CHANNEL, keys(1));
            store.deliveries().markSent(CHANNEL, acquired.leased());

            assertThat(MOTO.calls()).isEqualTo(Map.of("UpdateItem", 1, "BatchWriteItem", 1));
        }
    }

    @Test
    void hundredAlertsCostEightCallsAChannel() {
        try (Store store = opened()) {
            MOTO.resetCalls();

            Acquired acquired = store.deliveries().acquire(CHANNEL, keys(100));
            store.deliveries().markSent(CHANNEL, acquired.leased());

            assertThat(MOTO.calls()).isEqualTo(Map.of("TransactWriteItems", 4, "BatchWriteItem", 4));
        }
    }
}
