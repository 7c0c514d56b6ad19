package org.spotalert.fleet;

import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.fleet.ParallelCalls.Answers;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Capacity;
import org.spotalert.model.Cluster;
import org.spotalert.model.Interruption;
import org.spotalert.model.Resource.FargateTask;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.StandaloneTask;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.RegionClients;
import org.spotalert.platform.collection.Chunks;

/** Looks up the services of interrupted Fargate tasks. Their events say all the rest: EC2 is not asked. */
public record FargateLookup(LookupClients clients, Clock clock) {

    static final Capacity NO_ROOM = Capacity.unknown("nobody knows what room Fargate has");

    /** One call's worth of services of one cluster. */
    private record Question(Cluster cluster, List<String> names) {}

    /** The result with what each task's loss means. */
    public LookupResult lookUp(LookupResult result) {
        Map<String, FargateTask> tasks = new LinkedHashMap<>();
        for (Interruption interruption : result.interruptions()) {
            if (interruption.task() != null) {
                tasks.put(interruption.resourceId(), interruption.task());
            }
        }
        if (tasks.isEmpty()) {
            return result;
        }
        Answers<Question, Described<EcsService>> answers = ask(result, tasks);
        Map<String, Workload> workloads = new HashMap<>();
        tasks.forEach((id, task) -> workloads.put(id, workload(task, answers)));
        return result.withWorkloads(workloads, List.of());
    }

    private Answers<Question, Described<EcsService>> ask(LookupResult result, Map<String, FargateTask> tasks) {
        Map<Cluster, List<String>> names = tasks.values().stream()
                .filter(task -> task.service() != null)
                .collect(Collectors.groupingBy(
                        task -> new Cluster(task.cluster()),
                        Collectors.mapping(task -> String.valueOf(task.service()), Collectors.toList())));
        List<Question> questions = names.entrySet().stream()
                .flatMap(cluster ->
                        Chunks.of(cluster.getValue().stream().distinct().toList(), EcsGateway.SERVICES_AT_ONCE).stream()
                                .map(some -> new Question(cluster.getKey(), some)))
                .toList();
        RegionClients here = clients.of(result.accountRegion());
        EcsGateway ecs = new EcsGateway(here.ecs(), result.deadline(), clock);
        return new ParallelCalls(here.threads(result.deadline()))
                .start(questions, question -> List.of(ecs.services(question.cluster(), question.names())))
                .await();
    }

    private static Workload workload(FargateTask task, Answers<Question, Described<EcsService>> answers) {
        Cluster cluster = new Cluster(task.cluster());
        String name = task.service();
        if (name == null) {
            return Workload.ofFargate(
                    cluster,
                    List.of(),
                    List.of(StandaloneTask.of(task.arn(), task.group(), task.taskDefinition())),
                    List.of(),
                    NO_ROOM);
        }
        List<Described<EcsService>> described = answers.values().entrySet().stream()
                .filter(answer -> answer.getKey().cluster().equals(cluster))
                .flatMap(answer -> answer.getValue().stream())
                .toList();
        ServiceStatus status = described.stream()
                .flatMap(answer -> answer.found().stream())
                .filter(service -> service.name().equals(name))
                .map(service -> service.figures().status())
                .findFirst()
                .orElse(null);
        List<String> missing = Stream.concat(
                        answers.failures().entrySet().stream()
                                .filter(failure -> failure.getKey().cluster().equals(cluster)
                                        && failure.getKey().names().contains(name))
                                .map(Map.Entry::getValue),
                        described.stream()
                                .map(answer -> answer.left().get(name))
                                .filter(Objects::nonNull))
                .map(reason -> "service " + name + " could not be described (" + reason + ")")
                .toList();
        AffectedService service = new AffectedService(name, cluster.name(), 1, task.running() ? 1 : 0, status);
        return Workload.ofFargate(cluster, List.of(service), List.of(), missing, NO_ROOM);
    }
}
