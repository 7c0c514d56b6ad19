package org.spotalert.enrich;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.enrich.Members.Member;
import org.spotalert.enrich.ParallelCalls.Answers;
import org.spotalert.enrich.ParallelCalls.Pending;

/** What EC2 instances run in the clusters that have listed them: first who belongs where, then the tasks. */
final class WorkloadLookup {

    private final EcsQuestions ecs;
    private final ParallelCalls calls;
    private final TaskSpending tasks;
    private final Map<String, Instant> noticedAt;

    /**
     * @param noticedAt when each instance's notice was given, by EC2 instance id
     */
    WorkloadLookup(EcsQuestions ecs, ParallelCalls calls, TaskSpending tasks, Map<String, Instant> noticedAt) {
        this.ecs = ecs;
        this.calls = calls;
        this.tasks = tasks;
        this.noticedAt = Map.copyOf(noticedAt);
    }

    /**
     * Confirmed members of a cluster.
     *
     * @param tasks what they run, when that is being looked up already
     */
    record Confirmed(Members members, @Nullable CompletableFuture<Map<String, TaskLookup.Found>> tasks) {}

    /** Asks the clusters which of the instances in question are theirs. */
    List<Confirmed> confirm(Collection<ListedInstances> listed) {
        Pending<Members.Question, Member> describing = Members.ask(listed, ecs, calls);
        Map<ListedInstances, CompletableFuture<Map<String, TaskLookup.Found>>> early = new HashMap<>();
        // The description of a single instance changes nothing about the next questions.
        listed.stream()
                .filter(one -> one.single() && noticedAt.size() == 1)
                .forEach(one -> early.put(one, tasks.start(one, noticedAt)));
        Answers<Members.Question, Member> described = describing.await();
        return listed.stream()
                .map(cluster -> new Confirmed(Members.of(cluster, described), early.get(cluster)))
                .toList();
    }

    /**
     * Looks up what the confirmed instances run. A part that fails is left out, and named in the workload's missing parts.
     *
     * @return the workloads by EC2 instance id
     */
    Map<String, Workload> workloads(List<Confirmed> confirmed) {
        Map<Cluster, Members> open = new LinkedHashMap<>();
        confirmed.stream()
                .filter(part -> part.tasks() == null)
                .map(Confirmed::members)
                .forEach(members -> open.merge(members.cluster(), members, Members::and));
        Map<Cluster, CompletableFuture<Map<String, TaskLookup.Found>>> started = tasks.start(
                open.values().stream()
                        .filter(members -> !members.confirmed().isEmpty())
                        .toList(),
                noticedAt);
        Map<String, Workload> workloads = new HashMap<>();
        Stream.concat(
                        confirmed.stream().filter(part -> part.tasks() != null),
                        open.values().stream().map(members -> new Confirmed(members, started.get(members.cluster()))))
                .forEach(part -> add(part, workloads));
        return workloads;
    }

    private static void add(Confirmed part, Map<String, Workload> workloads) {
        Members members = part.members();
        Map<String, TaskLookup.Found> found =
                part.tasks() == null ? Map.of() : part.tasks().join();
        List<String> problems = ClusterProblem.describe(members.problems());
        members.unmatched()
                .forEach(
                        id -> workloads.put(id, workload(members.cluster(), null, TaskLookup.Found.nothing(problems))));
        for (Member member : members.confirmed()) {
            TaskLookup.Found tasks = found.getOrDefault(member.instance().arn(), TaskLookup.Found.nothing(List.of()));
            workloads.put(member.instance().ec2InstanceId(), workload(members.cluster(), member.instance(), tasks));
        }
    }

    private static Workload workload(Cluster cluster, @Nullable ContainerInstance instance, TaskLookup.Found found) {
        return new Workload(
                cluster,
                instance,
                found.tasks().services(),
                found.tasks().standaloneTasks(),
                found.tasks().daemonTasks(),
                found.missing(),
                found.tasks().sizes(),
                null);
    }
}
