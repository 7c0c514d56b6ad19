package org.spotalert.bench.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private final AtomicLong now = new AtomicLong();
    private final TokenBucket bucket = new TokenBucket(100, 20, now::get);

    private int taken(int tries) {
        return (int) IntStream.range(0, tries).filter(each -> bucket.tryTake()).count();
    }

    private void pass(double seconds) {
        now.addAndGet((long) (seconds * 1e9));
    }

    @Test
    void fullBucketAdmitsItsSizeAndNoMore() {
        assertThat(taken(150)).isEqualTo(100);
    }

    @Test
    void emptyBucketFillsEvenly() {
        taken(100);

        pass(0.5);

        assertThat(taken(150)).isEqualTo(10);
    }

    @Test
    void partsOfATokenAddUp() {
        taken(100);

        pass(0.04);
        assertThat(taken(1)).isZero();
        pass(0.011);

        assertThat(taken(2)).isEqualTo(1);
    }

    @Test
    void bucketNeverHoldsMoreThanItsSize() {
        pass(3600);

        assertThat(taken(150)).isEqualTo(100);
    }
}
