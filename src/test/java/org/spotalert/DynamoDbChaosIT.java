package org.spotalert;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.spotalert.local.Dynalite;
import org.spotalert.local.MotoServer;

/**
 * The same with the store in DynamoDB: dynalite where it can be had, else a moto of its own. The one that is the rest of AWS has so
 * much to do that its answers take seconds, and alerts are then sent without the store.
 */
class DynamoDbChaosIT extends Chaos {

    private AutoCloseable server;

    @BeforeEach
    void keepInDynamoDb() {
        String endpoint;
        if (Dynalite.available()) {
            Dynalite dynalite = Dynalite.start();
            server = dynalite;
            endpoint = dynalite.endpoint().toString();
        } else {
            MotoServer dynamoDb = MotoServer.start();
            server = dynamoDb;
            endpoint = dynamoDb.endpoint().toString();
        }
        settings.put("AWS_ENDPOINT_URL_DYNAMODB", endpoint);
        settings.put("SPOT_STORE_URL", "dynamodb:spot");
        settings.put("SPOT_PROVISION", "true");
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @Test
    void twoKillsOfOneOfTwoLoseNothing() {
        killOften(2, 2);
    }

    @Test
    @Tag("chaos")
    void fiftyKillsOfOneOfTwoLoseNothing() {
        killOften(2, 50);
    }

    @Test
    void threeReplicasShareFailingChannels() {
        shareTheWork(3, 30);
    }

    @Test
    @Tag("chaos")
    void threeReplicasShareFailingChannelsAndOneIsKilled() {
        shareTheWork(3, 500);
    }
}
