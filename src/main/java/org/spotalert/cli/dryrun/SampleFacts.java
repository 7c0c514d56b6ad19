package org.spotalert.cli.dryrun;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.spotalert.cli.output.Terminal;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.Cluster;
import org.spotalert.model.Completeness;
import org.spotalert.model.ContainerInstance;
import org.spotalert.model.CriticalBelow;
import org.spotalert.model.Decision;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Impact;
import org.spotalert.model.Instance;
import org.spotalert.model.Interruption;
import org.spotalert.model.Prospects;
import org.spotalert.model.Resource.FargateTask;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.StandaloneTask;
import picocli.CommandLine.Option;

/**
 * Made-up facts about an instance or a task, with sample names: the first of its services is in danger.
 *
 * @param services how many services lose tasks, at least one
 * @param instances on how many instances they run, at least one
 */
public record SampleFacts(int services, int instances) {

    private static final String CLUSTER = "sample";
    private static final Duration AGE = Duration.ofMinutes(200);

    /** The option that says how much is made up. */
    public static final class Size {

        @Option(
                names = "--services",
                paramLabel = "N",
                defaultValue = "2",
                converter = Terminal.Positive.class,
                description =
                        "How many services lose tasks; the first keeps a third of them. Default: ${DEFAULT-VALUE}.")
        private int services;

        public SampleFacts on(int instances) {
            return new SampleFacts(services, instances);
        }
    }

    public Alert alert(Interruption interruption) {
        FargateTask task = interruption.task();
        return new Alert.Warning(
                task == null ? ofInstance(interruption) : ofFargate(interruption, task),
                new Decision(Verdict.SEND, Rule.TASKS_LOST, "sample facts"));
    }

    private Impact ofInstance(Interruption interruption) {
        return new Impact(
                interruption,
                instance(interruption),
                new Cluster(CLUSTER),
                new ContainerInstance("arn:aws:ecs:sample", interruption.resourceId(), "DRAINING"),
                IntStream.rangeClosed(1, services).mapToObj(this::service).toList(),
                List.of(),
                2,
                Completeness.COMPLETE,
                null);
    }

    /** A task of Fargate runs on no instance, and its event names cluster and service. */
    private Impact ofFargate(Interruption interruption, FargateTask task) {
        Cluster cluster = new Cluster(task.cluster());
        String name = task.service();
        return new Impact(
                interruption,
                null,
                cluster,
                null,
                name == null ? List.of() : List.of(service(name, cluster.name(), 1, instances * 3, 100)),
                name == null ? List.of(new StandaloneTask(task.arn(), "family:sample", "sample:1")) : List.of(),
                0,
                Completeness.COMPLETE,
                null);
    }

    private static Instance instance(Interruption interruption) {
        return new Instance(
                interruption.resourceId(),
                "m5.large",
                Objects.requireNonNullElse(interruption.zone(), interruption.region() + "a"),
                "spot",
                "running",
                interruption.noticedAt().minus(AGE),
                Map.of("Name", "sample-node", "aws:autoscaling:groupName", "sample-group"));
    }

    private AffectedService service(int number) {
        String name = "sample-service-" + number;
        // For each instance the first one keeps 1 of 3 and needs 3; each of the others keeps 5 of 6 and needs 3.
        boolean worst = number == 1;
        return service(name, CLUSTER, worst ? 2 : 1, instances * (worst ? 3 : 6), worst ? 100 : 50);
    }

    private static AffectedService service(String name, String cluster, int tasks, int desired, int minimum) {
        return new AffectedService(
                name,
                cluster,
                tasks,
                tasks,
                new ServiceStatus(
                        desired,
                        desired,
                        0,
                        "arn:aws:ecs:task-definition/" + name + ":7",
                        minimum == 100,
                        minimum,
                        Map.of(),
                        CriticalBelow.DEFAULT,
                        Prospects.UNKNOWN));
    }
}
