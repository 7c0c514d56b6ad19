package org.spotalert.platform.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong();
    private final TimeMeter time = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };
    private final TokenBucket quota = new TokenBucket(50, 10, time, now::addAndGet);

    private int takenAtOnce() throws InterruptedException {
        int taken = 0;
        while (quota.take(Duration.ZERO, 0)) {
            taken++;
        }
        return taken;
    }

    private void pass(Duration duration) {
        now.addAndGet(duration.toNanos());
    }

    @Test
    void burstIsFollowedByASteadyRate() throws InterruptedException {
        assertThat(takenAtOnce()).isEqualTo(50);
        pass(SECOND);
        assertThat(takenAtOnce()).isEqualTo(10);
        pass(Duration.ofMinutes(1));
        assertThat(takenAtOnce()).isEqualTo(50);
    }

    @Test
    void requestWaitsForItsTurn() throws InterruptedException {
        takenAtOnce();

        for (int request = 0; request < 20; request++) {
            assertThat(quota.take(Duration.ofSeconds(5), 0)).isTrue();
        }

        assertThat(now.get()).isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void requestThatWouldWaitTooLongIsRefusedAtOnce() throws InterruptedException {
        takenAtOnce();

        assertThat(quota.take(Duration.ofMillis(99), 0)).isFalse();

        assertThat(now.get()).isZero();
        assertThat(quota.take(Duration.ofMillis(100), 0)).isTrue();
    }

    @Test
    void throttlingTakesTheBurstAndHalvesTheRateForAWhile() throws InterruptedException {
        quota.throttled();

        assertThat(takenAtOnce()).isZero();
        pass(SECOND);
        assertThat(takenAtOnce()).isEqualTo(5);
        pass(Duration.ofSeconds(8));
        assertThat(takenAtOnce()).isEqualTo(25);
        pass(SECOND);
        assertThat(takenAtOnce()).isEqualTo(10);
    }

    @Test
    void whoYieldsLeavesWhatASecondBrings() throws InterruptedException {
        int taken = 0;
        while (quota.take(Duration.ZERO, 1)) {
            taken++;
        }

        assertThat(taken).isEqualTo(40);
        assertThat(takenAtOnce()).isEqualTo(10);
    }

    @Test
    void whoYieldsToBothLeavesWhatTwoSecondsBring() throws InterruptedException {
        int taken = 0;
        while (quota.take(Duration.ZERO, 2)) {
            taken++;
        }

        assertThat(taken).isEqualTo(30);
        assertThat(quota.take(Duration.ZERO, 1)).isTrue();
    }

    @Test
    void whoYieldsWaitsUntilOthersAreDone() throws InterruptedException {
        takenAtOnce();

        assertThat(quota.take(Duration.ofSeconds(1), 1)).isFalse();
        assertThat(quota.take(Duration.ofSeconds(2), 1)).isTrue();
        assertThat(now.get()).isGreaterThanOrEqualTo(Duration.ofMillis(1100).toNanos());
        assertThat(takenAtOnce()).isEqualTo(10);
    }
}
