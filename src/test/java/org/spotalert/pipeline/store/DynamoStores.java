package org.spotalert.pipeline.store;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import org.spotalert.local.AwsWorld;
import org.spotalert.pipeline.store.dynamodb.DynamoStore;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.store.StoreSettings;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** Settings of stores in a DynamoDB on this machine. */
public final class DynamoStores {

    private DynamoStores() {}

    /** From now on the SDK finds this DynamoDB, and credentials for it. */
    public static void use(URI dynamoDb) {
        System.setProperty("aws.endpointUrl", dynamoDb.toString());
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }

    /** A store in this table, whose server may be slow: other tests run beside it. */
    public static DynamoStore store(String table, boolean provision, Lease lease, ExecutionInterceptor... watchers) {
        ExecutionInterceptor[] all = Arrays.copyOf(watchers, watchers.length + 1);
        all[watchers.length] = new LongTimeouts();
        return DynamoStore.of(settings(table, provision), lease, all);
    }

    /** Lets each call of a client wait for longer than the program does. */
    public static final class LongTimeouts implements ExecutionInterceptor {
        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest call, ExecutionAttributes attributes) {
            DynamoDbRequest request = (DynamoDbRequest) call.request();
            AwsRequestOverrideConfiguration.Builder changed = request.overrideConfiguration()
                    .map(AwsRequestOverrideConfiguration::toBuilder)
                    .orElseGet(AwsRequestOverrideConfiguration::builder);
            return request.toBuilder()
                    .overrideConfiguration(changed.apiCallAttemptTimeout(Duration.ofSeconds(30))
                            .apiCallTimeout(Duration.ofSeconds(60))
                            .build())
                    .build();
        }
    }

    /** The store in this table. */
    private static StoreSettings settings(String table, boolean provision) {
        return new StoreSettings(
                "dynamodb:" + table,
                null,
                null,
                Duration.ofDays(14),
                Duration.ofDays(90),
                Duration.ofSeconds(15),
                new StoreSettings.Table(table, provision, new AwsSettings(AwsWorld.REGION, null)));
    }
}
