package org.spotalert.fleet;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.fleet.LookupResult.Answer;
import org.spotalert.model.Cluster;
import org.spotalert.platform.aws.LookupClients;

/** Looks up the services of interrupted Fargate tasks. Their events say all the rest: EC2 is not asked. */
public record FargateLookup(LookupClients clients, Clock clock) {

    /** The result with what each task's loss means. */
    public LookupResult lookUp(LookupResult result) {
        Map<Cluster, Set<EcsTask>> tasks = new LinkedHashMap<>();
        result.interruptions().stream()
                .flatMap(interruption -> Stream.ofNullable(interruption.task()))
                .forEach(task -> tasks.computeIfAbsent(new Cluster(task.cluster()), added -> new LinkedHashSet<>())
                        .add(EcsTask.of(task)));
        EcsGateway ecs = EcsGateway.of(clients, result.accountRegion(), result.deadline(), clock);
        Map<Cluster, Supplier<Described<EcsService>>> asked = new LinkedHashMap<>();
        tasks.forEach((cluster, lost) -> asked.put(cluster, ecs.services(cluster, EcsTask.services(lost))));
        List<Answer> answers = new ArrayList<>();
        asked.forEach((cluster, services) -> answers.add(
                answer(cluster, result.deadline().begun(), tasks.getOrDefault(cluster, Set.of()), services.get())));
        return result.with(answers);
    }

    private static Answer answer(Cluster cluster, Instant asOf, Set<EcsTask> lost, Described<EcsService> services) {
        Map<String, List<String>> missing = lost.stream()
                .collect(Collectors.toMap(
                        EcsTask::arn, task -> EcsService.missing(List.of(task), services), (one, same) -> one));
        ClusterSnapshot found = ClusterSnapshot.of(cluster, asOf, List.of(), lost, services.found());
        return new ClusterAnswer(Set.of(), found.with(missing), List.of());
    }
}
