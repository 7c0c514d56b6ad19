package org.spotalert.pipeline.store;

import java.net.URI;
import java.time.Duration;
import org.spotalert.local.AwsWorld;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.store.StoreSettings;

/** Settings of stores in a DynamoDB on this machine. */
public final class DynamoStores {

    private DynamoStores() {}

    /** From now on the SDK finds this DynamoDB, and credentials for it. */
    public static void use(URI dynamoDb) {
        System.setProperty("aws.endpointUrl", dynamoDb.toString());
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }

    /** The store in this table. */
    public static StoreSettings settings(String table, boolean provision) {
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
