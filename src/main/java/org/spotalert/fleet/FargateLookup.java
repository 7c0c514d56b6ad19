package org.spotalert.fleet;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.spotalert.fleet.ClusterSnapshot.Gaps;
import org.spotalert.fleet.LookupResult.Answer;
import org.spotalert.fleet.LookupResult.Capacities;
import org.spotalert.model.Capacity;
import org.spotalert.model.Cluster;
import org.spotalert.model.Interruption;
import org.spotalert.model.Resource.FargateTask;
import org.spotalert.platform.aws.LookupClients;

/** Looks up the services of interrupted Fargate tasks. Their events say all the rest: EC2 is not asked. */
public record FargateLookup(LookupClients clients, Clock clock) {

    private static final Capacity NO_ROOM = Capacity.unknown("nobody knows what room Fargate has");

    /** The result with what each task's loss means. */
    public LookupResult lookUp(LookupResult result) {
        Map<Cluster, List<EcsTask>> tasks = new LinkedHashMap<>();
        Map<String, Capacity> capacities = new HashMap<>();
        for (Interruption interruption : result.interruptions()) {
            FargateTask task = interruption.task();
            if (task != null && capacities.put(task.id(), NO_ROOM) == null) {
                tasks.computeIfAbsent(new Cluster(task.cluster()), added -> new ArrayList<>())
                        .add(EcsTask.of(task));
            }
        }
        EcsGateway ecs = EcsGateway.of(clients, result.accountRegion(), result.deadline(), clock);
        Map<Cluster, Supplier<Described<EcsService>>> asked = new LinkedHashMap<>();
        tasks.forEach((cluster, lost) -> asked.put(cluster, ecs.services(cluster, EcsTask.services(lost))));
        List<Answer> answers = new ArrayList<>(List.of(new Capacities(capacities)));
        asked.forEach((cluster, services) -> answers.add(
                answer(cluster, result.deadline().begun(), tasks.getOrDefault(cluster, List.of()), services.get())));
        return result.with(answers);
    }

    private static Answer answer(Cluster cluster, Instant asOf, List<EcsTask> lost, Described<EcsService> services) {
        Map<String, List<String>> missing = lost.stream()
                .collect(Collectors.toMap(EcsTask::arn, task -> EcsService.missing(List.of(task), services)));
        ClusterSnapshot found = ClusterSnapshot.of(cluster, asOf, List.of(), lost, services.found());
        return new ClusterAnswer(Set.of(), found.with(new Gaps(missing, List.of())), List.of());
    }
}
