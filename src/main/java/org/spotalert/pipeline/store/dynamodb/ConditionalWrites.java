package org.spotalert.pipeline.store.dynamodb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.spotalert.platform.collection.Chunks;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Conditional writes. A batch is written together, in one call, as long as all its conditions are met, which is the rule. What
 * is left of a batch is written one by one.
 */
record ConditionalWrites(DynamoDbClient client, ParallelCalls calls) {

    private static final int BAD_REQUEST = 400;
    private static final String NOT_MET = "ConditionalCheckFailed";

    /** Makes a write for each subject, and returns those whose condition was met. */
    <K> Set<K> write(Collection<K> subjects, Function<K, TransactWriteItem> write) {
        List<K> left = List.copyOf(new LinkedHashSet<>(subjects));
        Set<K> met = new HashSet<>();
        if (left.size() > 1) {
            List<K> open = new ArrayList<>();
            calls.each(Chunks.of(left, Table.WRITES), batch -> together(batch, write))
                    .forEach((batch, result) -> {
                        met.addAll(result.met);
                        open.addAll(result.open);
                    });
            left = open;
        }
        calls.each(left, subject -> alone(write.apply(subject))).forEach((subject, done) -> {
            if (done) {
                met.add(subject);
            }
        });
        return met;
    }

    /**
     * What has become of a batch.
     *
     * @param open those that were not written, though their condition may be met
     */
    private record Result<K>(List<K> met, List<K> open) {}

    private <K> Result<K> together(List<K> batch, Function<K, TransactWriteItem> write) {
        try {
            client.transactWriteItems(
                    call -> call.transactItems(batch.stream().map(write).toList()));
            return new Result<>(batch, List.of());
        } catch (TransactionCanceledException cancelled) {
            List<K> open = new ArrayList<>();
            for (int index = 0; index < batch.size(); index++) {
                if (!cancelled.hasCancellationReasons()
                        || !NOT_MET.equals(
                                cancelled.cancellationReasons().get(index).code())) {
                    open.add(batch.get(index));
                }
            }
            return new Result<>(List.of(), open);
        } catch (AwsServiceException refused) {
            // It may be too large, or meet another one. What is wrong with each write alone says the next call.
            if (refused.statusCode() == BAD_REQUEST && !refused.isThrottlingException()) {
                return new Result<>(List.of(), batch);
            }
            throw refused;
        }
    }

    /** Makes the write, and returns whether its condition was met. */
    boolean alone(TransactWriteItem write) {
        for (int tries = 0; ; tries++) {
            Table.pause(tries);
            try {
                make(write);
                return true;
            } catch (ConditionalCheckFailedException otherwise) {
                return false;
            } catch (TransactionConflictException another) {
                // Somebody writes the same item in a batch, which takes milliseconds.
            }
        }
    }

    private void make(TransactWriteItem write) {
        if (write.update() != null) {
            Update update = write.update();
            client.updateItem(call -> call.tableName(update.tableName())
                    .key(update.key())
                    .conditionExpression(update.conditionExpression())
                    .updateExpression(update.updateExpression())
                    .expressionAttributeValues(update.expressionAttributeValues()));
        } else if (write.put() != null) {
            Put put = write.put();
            client.putItem(call -> call.tableName(put.tableName())
                    .item(put.item())
                    .conditionExpression(put.conditionExpression())
                    .expressionAttributeValues(
                            put.hasExpressionAttributeValues() ? put.expressionAttributeValues() : null));
        } else {
            Delete delete = write.delete();
            client.deleteItem(call -> call.tableName(delete.tableName())
                    .key(delete.key())
                    .conditionExpression(delete.conditionExpression())
                    .expressionAttributeValues(delete.expressionAttributeValues()));
        }
    }
}
