package org.spotalert.pipeline.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
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
import org.spotalert.model.Incident;
import org.spotalert.pipeline.store.Deliveries.Acquired;
import org.spotalert.pipeline.store.Deliveries.State;
import org.spotalert.pipeline.store.Lease;
import org.spotalert.pipeline.store.Store;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.store.StoreSettings;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What is DynamoDB's own in the store: its table, its answers that get lost, its refusals, its price. */
class DynamoStoreIT {

    private static final MotoServer MOTO = MotoServer.start();
    private static final String CHANNEL = "slack";

    private final String table = "spot-" + UUID.randomUUID();
    private static AwsClients clients;
    private static DynamoDbClient aws;

    @BeforeAll
    static void connect() {
        System.setProperty("aws.endpointUrl", MOTO.endpoint().toString());
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        clients = new AwsClients(AwsWorld.REGION, null);
        aws = clients.dynamoDb();
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
        StoreSettings settings = new StoreSettings("dynamodb:" + table, null, null, Duration.ofDays(14));
        return new DynamoStore(
                settings,
                new StoreSettings.Table(table, provision, new AwsSettings(AwsWorld.REGION, null)),
                Lease.ofThisProcess(settings.lease()),
                watchers);
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
                .mapToObj(replica -> CompletableFuture.runAsync(() -> store(true).open()))
                .toList();
        starts.forEach(CompletableFuture::join);
        store(false).open();

        var made = aws.describeTable(call -> call.tableName(table)).table();
        assertThat(made.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
        assertThat(made.globalSecondaryIndexes()).hasSize(1);
        assertThat(aws.describeTimeToLive(call -> call.tableName(table))
                        .timeToLiveDescription()
                        .attributeName())
                .isEqualTo("expires");
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
                .attributeDefinitions(attribute -> attribute.attributeName("id").attributeType(ScalarAttributeType.S))
                .keySchema(key -> key.attributeName("id").keyType(KeyType.HASH)));

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
            assertThat(other.deliveries().states(CHANNEL, keys.subList(9, 14))).hasSize(5).containsValue(State.IN_FLIGHT);
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

            RuntimeException failure =
                    catchThrowableOfType(RuntimeException.class, () -> store.deliveries().acquire(CHANNEL, keys(1)));

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
