package org.spotalert.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

class EcsTaskTest {

    private static final Instant NOTICE = Instant.parse("2026-11-20T08:15:42Z");

    private static Task.Builder task(String last, String desired) {
        return Task.builder()
                .taskArn("arn")
                .group("service:web")
                .lastStatus(last)
                .desiredStatus(desired);
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, RUNNING, true",
        "PENDING, RUNNING, false",
        "RUNNING, STOPPED, false",
        "STOPPED, STOPPED, false"
    })
    void onlyATaskThatRunsAndShallRunKeepsItsDescription(String last, String desired, boolean keeps) {
        assertThat(EcsTask.of(task(last, desired).build()).keepsRunning()).isEqualTo(keeps);
    }

    @ParameterizedTest
    @CsvSource({"RUNNING,,true", "STOPPED,-1,false", "STOPPED,0,true", "STOPPED,30,true", "STOPPED,,true"})
    void stoppedTaskConcernsUsFromTheNoticeOn(String desired, @Nullable Long secondsAfterNotice, boolean concerns) {
        Task task = task("RUNNING", desired)
                .stoppingAt(secondsAfterNotice == null ? null : NOTICE.plusSeconds(secondsAfterNotice))
                .build();

        assertThat(EcsTask.of(task).concerns(NOTICE)).isEqualTo(concerns);
    }

    private static Container container(@Nullable String cpu, @Nullable String memory, @Nullable String reservation) {
        return Container.builder()
                .cpu(cpu)
                .memory(memory)
                .memoryReservation(reservation)
                .build();
    }

    private static Stream<Integer> size(Task.Builder task) {
        return EcsTask.of(task.build()).size("orders").stream().flatMap(size -> Stream.of(size.cpu(), size.memory()));
    }

    @Test
    void taskNeedsItsOwnSizeOrTheSumOfItsContainers() {
        Task.Builder any = task("RUNNING", "RUNNING");
        assertThat(size(any.copy().cpu("512").memory("1024").containers(container("1", "1", null))))
                .containsExactly(512, 1024);
        assertThat(size(any.copy()
                        .containers(
                                container("256", "300", "200"),
                                container("0", "100", null),
                                container("10", null, "50"))))
                .containsExactly(266, 350);
        assertThat(size(any.copy().memory("64"))).containsExactly(0, 64);
        assertThat(size(any.copy().cpu("256"))).isEmpty();
        assertThat(size(any.copy().memory("many"))).isEmpty();
    }
}
