package org.spotalert.suppress;

import java.time.Clock;
import java.time.Duration;
import org.spotalert.claim.ClaimDatabase;
import org.spotalert.claim.ClaimLease;
import org.spotalert.claim.ClaimUpkeep;
import org.spotalert.claim.Claims;
import org.spotalert.claim.StoreSettings;

/** A database of the claims as one process uses it, and that process's record of suppressed alerts in it. */
final class Store implements AutoCloseable {

    static final Duration RETENTION = Duration.ofDays(14);

    private final ClaimDatabase database;
    private final ClaimUpkeep upkeep;
    final SuppressedRecord record;

    Store(String url, Clock clock) {
        database = new ClaimDatabase(new StoreSettings(url, null, null, RETENTION), Duration.ofSeconds(20));
        upkeep = new ClaimUpkeep(database, new Claims(database, ClaimLease.ofThisProcess()), RETENTION);
        record = new SuppressedRecord(database, RETENTION, clock);
        upkeep.renew();
    }

    /** Finds out whether the database answers again, as the program does every few seconds. */
    void renew() {
        upkeep.renew();
    }

    @Override
    public void close() {
        database.close();
    }
}
