package org.spotalert.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

class DescribedTasksTest {

    private final DescribedTasks described = new DescribedTasks();

    private static Task task(String last, String desired) {
        return Task.builder()
                .taskArn("arn")
                .group("service:checkout")
                .taskDefinitionArn("web:7")
                .containerInstanceArn("instance")
                .lastStatus(last)
                .desiredStatus(desired)
                .cpu("512")
                .containers(Container.builder()
                        .name("app")
                        .cpu("256")
                        .memory("300")
                        .memoryReservation("200")
                        .build())
                .build();
    }

    @Test
    void runningTaskIsKeptWithTheSizesOfItsContainersOnly() {
        Task task = task("RUNNING", "RUNNING");
        described.add(List.of(task));

        assertThat(described.of("arn"))
                .contains(task.toBuilder()
                        .containers(
                                task.containers().get(0).toBuilder().name(null).build())
                        .build());
    }

    @ParameterizedTest
    @CsvSource({"PENDING, RUNNING", "RUNNING, STOPPED", "STOPPED, STOPPED"})
    void taskWhoseStateWillChangeIsNotKept(String last, String desired) {
        described.add(List.of(task(last, desired)));

        assertThat(described.of("arn")).isEmpty();
    }
}
