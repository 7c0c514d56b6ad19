package org.spotalert.pipeline.store.dynamodb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.spotalert.platform.collection.Chunks;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The one table. All items of an instance stand under one partition key, and all silences under another. */
final class Table implements AutoCloseable {

    static final String PARTITION = "pk";
    static final String SORT = "sk";
    /** DynamoDB deletes an item some time after this moment, in seconds since 1970. */
    static final String EXPIRES = "expires";
    /** What one call takes at most. */
    private static final int READS = 100;

    static final int WRITES = 25;
    private static final int TRIES = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);

    private final String name;
    private final DynamoDbClient client;
    private final ParallelCalls calls = new ParallelCalls();
    private final ConditionalWrites conditional;

    Table(String name, DynamoDbClient client) {
        this.name = name;
        this.client = client;
        this.conditional = new ConditionalWrites(client, calls);
    }

    String name() {
        return name;
    }

    DynamoDbClient client() {
        return client;
    }

    static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of(PARTITION, text(partition), SORT, text(sort));
    }

    static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    /** The items with these keys, as the last write has left them. */
    List<Item> get(Collection<Map<String, AttributeValue>> keys) {
        List<Item> items = new ArrayList<>();
        for (List<Map<String, AttributeValue>> some : Chunks.of(keys, READS)) {
            Map<String, KeysAndAttributes> left = Map.of(
                    name,
                    KeysAndAttributes.builder().keys(some).consistentRead(true).build());
            for (int tries = 0; !left.isEmpty(); tries++) {
                pause(tries);
                Map<String, KeysAndAttributes> now = left;
                BatchGetItemResponse answer = client.batchGetItem(call -> call.requestItems(now));
                answer.responses().getOrDefault(name, List.of()).stream()
                        .map(Item::new)
                        .forEach(items::add);
                left = answer.unprocessedKeys();
            }
        }
        return items;
    }

    /** Puts these items, each in the place of one that is there. */
    void put(Collection<Map<String, AttributeValue>> items) {
        for (List<Map<String, AttributeValue>> some : Chunks.of(items, WRITES)) {
            Map<String, List<WriteRequest>> left = Map.of(
                    name,
                    some.stream()
                            .map(item -> WriteRequest.builder()
                                    .putRequest(put -> put.item(item))
                                    .build())
                            .toList());
            for (int tries = 0; !left.isEmpty(); tries++) {
                pause(tries);
                Map<String, List<WriteRequest>> now = left;
                BatchWriteItemResponse answer = client.batchWriteItem(call -> call.requestItems(now));
                left = answer.unprocessedItems();
            }
        }
    }

    /**
     * Waits before a call is made again for what DynamoDB has left undone, each time twice as long.
     *
     * @param tries how many were made
     */
    static void pause(int tries) {
        if (tries == TRIES) {
            throw ProvisionedThroughputExceededException.builder()
                    .message("DynamoDB has left it undone " + TRIES + " times")
                    .build();
        }
        if (tries > 0) {
            LockSupport.parkNanos(FIRST_PAUSE.multipliedBy(1L << tries).toNanos());
        }
    }

    /** Makes a conditional write for each subject, and returns those whose condition was met. */
    <K> Set<K> write(Collection<K> subjects, Function<K, TransactWriteItem> write) {
        return conditional.write(subjects, write);
    }

    /** All items that a query finds, page by page. */
    Stream<Item> query(Consumer<QueryRequest.Builder> query) {
        return client.queryPaginator(call -> query.accept(call.tableName(name))).items().stream()
                .map(Item::new);
    }

    /** Returns the answer about each subject, of some at the same time. */
    <K, V> Map<K, V> each(Collection<K> subjects, Function<K, V> call) {
        return calls.each(subjects, call);
    }

    @Override
    public void close() {
        calls.close();
    }
}
