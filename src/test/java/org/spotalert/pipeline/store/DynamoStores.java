package org.spotalert.pipeline.store;

import java.net.URI;
import java.time.Duration;
import org.spotalert.local.AwsWorld;
import org.spotalert.pipeline.store.dynamodb.DynamoStore;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.store.StoreSettings;

/** Stores in the table {@code spot} of a DynamoDB on this machine. */
final class DynamoStores {

    private DynamoStores() {}

    /** A store there, which makes the table; not opened yet. */
    static Store connect(URI dynamoDb, Lease lease) {
        System.setProperty("aws.endpointUrl", dynamoDb.toString());
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        StoreSettings.Table table = new StoreSettings.Table("spot", true, new AwsSettings(AwsWorld.REGION, null));
        return new DynamoStore(
                new StoreSettings("dynamodb:spot", null, null, Duration.ofDays(14)), table, lease);
    }
}
