package org.spotalert.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spotalert.model.Cluster;

class ClusterProblemTest {

    private static Stream<ClusterAnswer> problems(String reason, String... clusters) {
        return Stream.of(clusters)
                .map(cluster -> new ClusterAnswer(
                        Set.of(), ClusterSnapshot.empty(new Cluster(cluster), Instant.EPOCH), List.of(reason)));
    }

    @Test
    void fewClustersAreNamedAndManyCounted() {
        assertThat(ClusterAnswer.problems(problems("held back", "blue", "blue")))
                .containsExactly("cluster blue could not be asked about the instance (held back)");
        assertThat(ClusterAnswer.problems(problems("held back", "red", "blue")))
                .containsExactly("clusters blue, red could not be asked about the instance (held back)");
        assertThat(ClusterAnswer.problems(problems("held back", "a", "b", "c", "d")))
                .containsExactly("4 clusters could not be asked about the instance (held back)");
    }

    @Test
    void everyReasonIsSaid() {
        Stream<ClusterAnswer> both = Stream.of(problems("held back", "blue"), problems("no answer in time", "red"))
                .flatMap(answers -> answers);

        assertThat(ClusterAnswer.problems(both))
                .containsExactly(
                        "cluster blue could not be asked about the instance (held back)",
                        "cluster red could not be asked about the instance (no answer in time)");
    }
}
