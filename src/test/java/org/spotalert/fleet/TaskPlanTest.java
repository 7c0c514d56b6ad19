package org.spotalert.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.fleet.TaskLists.Question;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

class TaskPlanTest {

    private static Map<String, Integer> instances(int count, int tasksOfEach) {
        return IntStream.range(0, count)
                .mapToObj(number -> "instance-" + number)
                .collect(Collectors.toMap(Function.identity(), id -> tasksOfEach));
    }

    @ParameterizedTest
    @CsvSource({
        // instances, tasks of each, tasks of the cluster, whole cluster?, calls
        "1,    1,     1,  false,   3",
        "1,  250,   250,  false,   7",
        "2,    3,     6,   true,   4",
        "2,    3,   101,  false,   5",
        "20,   3,    90,   true,   4",
        "25,  50,  1250,   true,  28",
        "50,  50,  2500,   true,  52",
        "50,  50,  3700,   true,  76",
        "50,  50,  3800,  false,  77",
        "50,  50,  5000,  false,  77",
        "50, 150,  7500,  true,  152",
        "50,  50,    -1,  false,  77",
    })
    void cheaperListsAreChosen(int count, int each, int ofCluster, boolean wholeCluster, int calls) {
        TaskPlan plan = TaskPlan.of(instances(count, each), ofCluster < 0 ? Integer.MAX_VALUE : ofCluster);

        assertThat(plan.running()).hasSize(wholeCluster ? 1 : count);
        assertThat(plan.running().get(0).containerInstance() == null).isEqualTo(wholeCluster);
        assertThat(plan.calls()).isEqualTo(calls);
    }

    @Test
    void instancesWithoutTasksAreNotAskedForThoseThatRun() {
        Map<String, Integer> tasks = Map.of("idle", 0, "busy", 5);

        TaskPlan plan = TaskPlan.of(tasks, 10_000);

        assertThat(plan.running()).containsExactly(new Question("busy", DesiredStatus.RUNNING));
        assertThat(plan.stopped())
                .containsExactlyInAnyOrder(
                        new Question("busy", DesiredStatus.STOPPED), new Question("idle", DesiredStatus.STOPPED));
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, true", "100, true"})
    void stoppedTasksAreReadFromThePageOfTheClusterWhereInstancesAreMany(int count, boolean ofCluster) {
        TaskPlan plan = TaskPlan.of(instances(count, 5), 10_000);

        assertThat(plan.stoppedOfCluster()).isEqualTo(ofCluster);
        assertThat(plan.stopped()).hasSize(count);
    }

    @Test
    void oneInstanceTakesItsOwnTwoListsAndTheirDescription() {
        TaskPlan plan = TaskPlan.ofOne(List.of("it"));

        assertThat(plan.running()).containsExactly(new Question("it", DesiredStatus.RUNNING));
        assertThat(plan.stopped()).containsExactly(new Question("it", DesiredStatus.STOPPED));
        assertThat(plan.stoppedOfCluster()).isFalse();
        assertThat(plan.calls()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"1, 50, false", "2, 50, false", "3, 5, true", "50, 50, true", "50, 100, false", "50, 0, false"})
    void clusterIsCountedOnlyWhereThatMayPay(int count, int each, boolean pays) {
        assertThat(TaskPlan.dependsOnCluster(Collections.nCopies(count, each))).isEqualTo(pays);
    }

    @Test
    void countingTheClusterNeverCostsMoreThanItSaves() {
        for (int count : List.of(1, 2, 3, 5, 10, 50)) {
            for (int each : List.of(0, 1, 10, 50, 99, 100, 101, 250)) {
                Map<String, Integer> tasks = instances(count, each);
                int least = TaskPlan.of(tasks, count * each).calls();
                int without = TaskPlan.of(tasks, Integer.MAX_VALUE).calls();
                if (TaskPlan.dependsOnCluster(tasks.values())) {
                    assertThat(least + 1).as(count + " x " + each).isLessThan(without);
                }
            }
        }
    }
}
