package org.spotalert.pipeline.store.dynamodb;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.spotalert.pipeline.store.Lease;
import org.spotalert.pipeline.store.Store;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.store.StoreSettings;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** The store in one table of DynamoDB. DynamoDB deletes what is older than its retention by itself. */
public record DynamoStore(
        AwsClients clients,
        Table table,
        boolean provision,
        DynamoDeliveries deliveries,
        DynamoIncidents incidents,
        DynamoSilences silences)
        implements Store {

    /** What is asked for as a sign of life; there is no such item. */
    private static final String NOTHING = "ping";

    private static final int SERVER_ERROR = 500;

    /**
     * Connects to nothing yet.
     *
     * @param settings name the table
     * @param watchers see each call
     */
    public static DynamoStore of(StoreSettings settings, Lease lease, ExecutionInterceptor... watchers) {
        StoreSettings.Table named = Objects.requireNonNull(settings.table());
        AwsClients clients = new AwsClients(named.aws());
        StoreClock clock = new StoreClock();
        ExecutionInterceptor[] all = Arrays.copyOf(watchers, watchers.length + 1);
        all[watchers.length] = clock;
        Table table = new Table(named.name(), clients.dynamoDb(all));
        return new DynamoStore(
                clients,
                table,
                named.provision(),
                new DynamoDeliveries(table, clock, lease, settings.retention()),
                new DynamoIncidents(table, settings.historyRetention()),
                new DynamoSilences(table));
    }

    @Override
    public String place() {
        return "dynamodb:" + table.name();
    }

    /** A table that is missing or another program's does not come by itself. */
    @Override
    public void verify() {
        try {
            TableSetup setup = new TableSetup(table.client(), table.name());
            if (setup.isThere()) {
                setup.misfit().ifPresent(DynamoStore::badTable);
            } else if (!provision) {
                badTable("there is no table " + table.name() + " in this account and Region; let the program make it"
                        + " (SPOT_PROVISION=true), or correct the name");
            }
        } catch (SdkException noAnswer) {
            // The program starts without the store, and tries again.
        }
    }

    private static void badTable(String problem) {
        throw new InvalidSettingsException(List.of("SPOT_STORE_URL (spot.store.url): " + problem));
    }

    @Override
    public void open() {
        TableSetup setup = new TableSetup(table.client(), table.name());
        if (provision) {
            setup.make();
        }
        setup.misfit().ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
    }

    @Override
    public void ping() {
        table.client().getItem(call -> call.tableName(table.name()).key(Table.key(NOTHING, NOTHING)));
    }

    /** Throttling counts as well: the SDK has tried again for as long as an alert may wait. */
    @Override
    public boolean unanswered(RuntimeException failure) {
        return failure instanceof AwsServiceException answer
                ? answer.statusCode() >= SERVER_ERROR || answer.isThrottlingException()
                : failure instanceof SdkException;
    }

    @Override
    public String reason(Throwable failure) {
        if (failure instanceof ResourceNotFoundException) {
            return "there is no table " + table.name();
        }
        return AwsFailure.isOne(failure) ? AwsFailure.describe(failure) : String.valueOf(failure.getMessage());
    }

    @Override
    public void close() {
        table.close();
        clients.close();
    }
}
