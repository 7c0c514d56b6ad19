package org.spotalert.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Cluster;
import org.spotalert.model.CriticalBelow;
import org.spotalert.model.Instance;
import org.spotalert.model.Prospects;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.StandaloneTask;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;

class TaskClassifierTest {

    private static final Cluster BLUE = new Cluster("arn:aws:ecs:eu-west-1:123456789012:cluster/blue");

    private static Task.Builder task(String group) {
        return Task.builder()
                .taskArn("arn:aws:ecs:eu-west-1:123456789012:task/blue/0f3e")
                .group(group)
                .lastStatus("RUNNING")
                .desiredStatus("RUNNING")
                .taskDefinitionArn("arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7");
    }

    private static Service service(String name, int desired, int running, int minimum) {
        return Service.builder()
                .serviceName(name)
                .schedulingStrategy(SchedulingStrategy.REPLICA)
                .desiredCount(desired)
                .runningCount(running)
                .pendingCount(0)
                .taskDefinition("arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7")
                .deploymentConfiguration(configuration -> configuration.minimumHealthyPercent(minimum))
                .build();
    }

    private static Workload sort(List<Task> tasks, Service... services) {
        return TaskClassifier.sort(
                ClusterSnapshot.of(
                        BLUE,
                        Instant.EPOCH,
                        List.of(),
                        List.of(),
                        Stream.of(services).map(EcsService::of).toList()),
                null,
                tasks.stream().map(EcsTask::of).toList(),
                List.of());
    }

    @Test
    void daemonsOfEitherSortAreCountedAndLeftOut() {
        Service agent = service("agent", 1, 1, 0).toBuilder()
                .schedulingStrategy(SchedulingStrategy.DAEMON)
                .build();
        Workload sorted = sort(
                List.of(
                        task("service:agent").build(),
                        task("daemon:managed").build(),
                        task("service:odd")
                                .taskDefinitionArn("arn:aws:ecs:eu-west-1:123456789012:daemon-task-definition/logs:1")
                                .build()),
                agent);

        assertThat(sorted.losesTasks()).isFalse();
        assertThat(sorted.daemonTasks()).isEqualTo(3);
    }

    @Test
    void servicesComeWorstFirst() {
        Workload sorted = sort(
                List.of(
                        task("service:fine").build(),
                        task("service:below").build(),
                        task("service:only").build()),
                service("fine", 10, 10, 50),
                service("below", 2, 2, 100),
                service("only", 1, 1, 100));

        assertThat(sorted.services()).extracting(AffectedService::name).containsExactly("only", "below", "fine");
    }

    @Test
    void serviceThatEcsDidNotDescribeIsStillNamed() {
        Workload sorted = sort(List.of(task("service:silent").build()));

        assertThat(sorted.services()).containsExactly(new AffectedService("silent", "blue", 1, 1, null));
    }

    @Test
    void taskOfNoServiceStandsAlone() {
        Workload sorted = sort(List.of(task("family:report").build()));

        assertThat(sorted.standaloneTasks())
                .extracting(StandaloneTask::taskId, StandaloneTask::taskDefinition)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("0f3e", "web:7"));
    }

    @ParameterizedTest
    @CsvSource({
        "3,3,1,100,true",
        "3,3,1,50,false",
        "3,3,1,67,true",
        "3,3,1,66,false",
        "4,5,1,100,false",
        "1,1,1,0,false"
    })
    void minimumHealthyIsRoundedUp(int desired, int running, int lost, int percent, boolean below) {
        ServiceStatus status = new ServiceStatus(
                desired, running, 0, "web:7", false, percent, Map.of(), CriticalBelow.DEFAULT, Prospects.UNKNOWN);

        assertThat(new AffectedService("web", "blue", lost, lost, status).dropsBelowMinimum())
                .isEqualTo(below);
    }

    private static Tag tag(String key, @Nullable String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void tagsOfAServiceAreKept() {
        Service web = service("web", 3, 3, 50).toBuilder()
                .tags(List.of(tag("team", "payments"), tag("team", "twice"), tag("bare", null)))
                .build();

        assertThat(sort(List.of(task("service:web").build()), web).services())
                .singleElement()
                .satisfies(service -> assertThat(service.status())
                        .extracting(ServiceStatus::tags)
                        .isEqualTo(Map.of("team", "twice")));
    }

    @ParameterizedTest
    @CsvSource({
        "aws:ecs:clusterName,green,green",
        "ecs:cluster-name,green,green",
        "aws:autoscaling:groupName,asg-green-spot,green",
        "Name,ecs-green-3,green",
        "Name,green-3,",
        "Team,green,"
    })
    void tagsHintAtACluster(String tag, String value, String cluster) {
        Instance instance = new Instance("i-0a1b2c3d", null, null, null, null, null, Map.of(tag, value));

        assertThat(ClusterHints.likely(instance, List.of(BLUE, new Cluster("green")))
                        .map(Cluster::name)
                        .orElse(null))
                .isEqualTo(cluster);
    }
}
