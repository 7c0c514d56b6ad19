package org.spotalert.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeastCallsTest {

    @Test
    void oneEventTakesFiveCallsToEcsAndOneToEc2BesidesTheListOfClusters() {
        assertThat(LeastCalls.of(1, 1, 1000, 10, 50)).isEqualTo(new LeastCalls(7, 6, 4));
    }

    @Test
    void wholeClusterIsListedWhenThatIsCheaper() {
        // 2 pages of container instances listed and described, 100 pages of tasks listed and described.
        LeastCalls least = LeastCalls.of(200, 1, 200, 10, 50);

        assertThat(least.clusterResourceReads()).isEqualTo(2 + 2 + 100 + 100);
        assertThat(least.millis()).isEqualTo(5200);
    }

    @Test
    void unevenClustersAreCountedEach() {
        // 3 clusters lose 2, 2 and 1 of their 2 instances.
        assertThat(LeastCalls.of(5, 3, 2, 1, 10).clusterResourceReads()).isEqualTo(3 * 4);
    }
}
