package org.spotalert.pipeline.store.dynamodb;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** What one call takes at most, and when it is made again for what DynamoDB leaves undone. */
final class Batch {

    static final int READS = 100;
    static final int WRITES = 25;

    private static final int TRIES = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);

    private Batch() {}

    /**
     * Waits before a further try, each time twice as long.
     *
     * @param tries how many were made
     */
    static void pause(int tries) {
        if (tries == TRIES) {
            throw ProvisionedThroughputExceededException.builder()
                    .message("DynamoDB has left it undone " + TRIES + " times")
                    .build();
        }
        if (tries > 0) {
            LockSupport.parkNanos(FIRST_PAUSE.multipliedBy(1L << tries).toNanos());
        }
    }
}
