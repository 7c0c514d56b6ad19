package org.spotalert.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spotalert.fleet.ClusterListing.Problem;
import org.spotalert.model.Cluster;

class ClusterProblemTest {

    private static List<Problem> problems(String reason, String... clusters) {
        return Stream.of(clusters)
                .map(cluster -> new Problem(new Cluster(cluster), reason))
                .toList();
    }

    @Test
    void fewClustersAreNamedAndManyCounted() {
        assertThat(Problem.describe(problems("held back", "blue", "blue")))
                .containsExactly("cluster blue could not be asked about the instance (held back)");
        assertThat(Problem.describe(problems("held back", "red", "blue")))
                .containsExactly("clusters blue, red could not be asked about the instance (held back)");
        assertThat(Problem.describe(problems("held back", "a", "b", "c", "d")))
                .containsExactly("4 clusters could not be asked about the instance (held back)");
    }

    @Test
    void everyReasonIsSaid() {
        List<Problem> both = Stream.of(problems("held back", "blue"), problems("no answer in time", "red"))
                .flatMap(List::stream)
                .toList();

        assertThat(Problem.describe(both))
                .containsExactly(
                        "cluster blue could not be asked about the instance (held back)",
                        "cluster red could not be asked about the instance (no answer in time)");
    }
}
