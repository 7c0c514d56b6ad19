package org.spotalert.follow;

import java.time.Duration;
import java.util.UUID;
import org.spotalert.claim.ClaimDatabase;
import org.spotalert.claim.ClaimLease;
import org.spotalert.claim.ClaimUpkeep;
import org.spotalert.claim.Claims;
import org.spotalert.claim.StoreSettings;

/** Claims in a database of their own, in memory. */
final class Store implements AutoCloseable {

    private static final Duration RETENTION = Duration.ofDays(14);

    private final ClaimDatabase database = new ClaimDatabase(
            new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID(), null, null, RETENTION), Duration.ofSeconds(20));
    private final Claims claims = new Claims(database, ClaimLease.ofThisProcess());

    void open() {
        new ClaimUpkeep(database, claims, RETENTION).renew();
    }

    Claims claims() {
        return claims;
    }

    /** From now on it answers nothing. */
    @Override
    public void close() {
        database.close();
    }
}
