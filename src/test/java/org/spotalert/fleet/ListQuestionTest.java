package org.spotalert.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.fleet.ClusterSizes.Size;
import org.spotalert.model.Cluster;

class ListQuestionTest {

    private static final Cluster BLUE = new Cluster("blue");

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(number -> "i-" + number).toList();
    }

    private static List<ListQuestion> questions(int ids, int inCluster) {
        return ListQuestion.of(Map.of(BLUE, ids(ids)), cluster -> Optional.of(new Size("blue", inCluster, 0)));
    }

    @ParameterizedTest
    @CsvSource({
        // instances in question, instances of the cluster, whole cluster?, lists
        "1, 1, false, 1",
        "2, 1, true, 1",
        "100, 100, true, 1",
        "100, 101, false, 1",
        "101, 101, false, 2",
        "500, 300, true, 1",
        "500, 301, false, 5"
    })
    void wholeClusterIsListedWhenThatIsShorter(int ids, int inCluster, boolean whole, int lists) {
        List<ListQuestion> questions = questions(ids, inCluster);

        assertThat(questions).hasSize(lists).allMatch(question -> question.whole() == whole);
        assertThat(questions.stream().flatMap(question -> question.instanceIds().stream()))
                .containsExactlyElementsOf(ids(ids));
    }

    @Test
    void fewInstancesAmongManyClustersAreAskedAboutByFilter() {
        Map<Cluster, List<String>> asked = Map.of(BLUE, ids(2), new Cluster("green"), ids(2));

        assertThat(ListQuestion.of(asked, cluster -> Optional.of(new Size(cluster.name(), 5, 0))))
                .hasSize(2)
                .noneMatch(ListQuestion::whole);
    }

    @Test
    void clusterWithoutInstancesIsNotAsked() {
        assertThat(questions(500, 0)).isEmpty();
        assertThat(questions(1, 0)).isEmpty();
    }

    @Test
    void clusterOfUnknownSizeIsAskedByFilter() {
        List<ListQuestion> questions = ListQuestion.of(Map.of(BLUE, ids(250)), cluster -> Optional.empty());

        assertThat(questions).hasSize(3).noneMatch(ListQuestion::whole);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "300, false", "301, true"})
    void sizesAreAskedForWhenThereAreManyLists(int ids, boolean depends) {
        assertThat(ListQuestion.dependsOnSizes(Map.of(BLUE, ids(ids)))).isEqualTo(depends);
    }
}
