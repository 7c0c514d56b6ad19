package org.spotalert;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.spotalert.local.PostgresServer;

/**
 * The real jar under load, killed at random moments, alone and beside others: every channel has every alert, and has it again only
 * where a kill came between the far end's acceptance and the mark in the store.
 */
class ChaosIT extends Chaos {

    @Test
    void fourKillsLoseNothing() {
        killOften(1, 4);
    }

    @Test
    @Tag("chaos")
    void fiftyKillsLoseNothing() {
        killOften(1, 50);
    }

    @Test
    @Tag("chaos")
    void fiftyKillsOfOneOfTwoLoseNothing() {
        withPostgres(() -> killOften(2, 50));
    }

    @Test
    void twoReplicasShareFailingChannelsAndOneIsKilled() {
        withPostgres(() -> shareTheWork(2, 60));
    }

    @Test
    @Tag("chaos")
    void threeReplicasShareFailingChannelsAndOneIsKilled() {
        withPostgres(() -> shareTheWork(3, 500));
    }

    private void withPostgres(Runnable work) {
        try (PostgresServer postgres = PostgresServer.start()) {
            settings.put("SPOT_STORE_URL", postgres.url());
            work.run();
        }
    }
}
