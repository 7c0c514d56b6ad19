package org.spotalert;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same with the store in DynamoDB. */
class DynamoDbChaosIT extends Chaos {

    @BeforeEach
    void keepInDynamoDb() {
        settings.put("SPOT_STORE_URL", "dynamodb:spot");
        settings.put("SPOT_PROVISION", "true");
    }

    @Test
    void fourKillsOfOneOfTwoLoseNothing() {
        killOften(2, 4);
    }

    @Test
    @Tag("chaos")
    void fiftyKillsOfOneOfTwoLoseNothing() {
        killOften(2, 50);
    }

    @Test
    void threeReplicasShareFailingChannels() {
        shareTheWork(3, 60);
    }

    @Test
    @Tag("chaos")
    void threeReplicasShareFailingChannelsAndOneIsKilled() {
        shareTheWork(3, 500);
    }
}
