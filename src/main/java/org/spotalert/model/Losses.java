package org.spotalert.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is lost with the instance, as far as it is known.
 *
 * @param cluster the ARN or name of its cluster; null when unknown
 * @param containerInstance the ARN of its container instance; null when unknown
 * @param missing what could not be found out, for a reader
 */
public record Losses(
        @Nullable String cluster,
        @Nullable String containerInstance,
        @Nullable String instanceType,
        @Nullable String zone,
        @Nullable Instant launchedAt,
        Map<String, String> tags,
        List<Service> services,
        int standaloneTasks,
        int daemonTasks,
        List<String> missing) {

    public Losses {
        tags = Map.copyOf(tags);
        services = List.copyOf(services);
        missing = List.copyOf(missing);
    }

    /** A service that loses tasks; the cluster by its short name. */
    public record Service(String name, String cluster, int tasks) {}

    /** These losses and what was found later. Tasks that have stopped meanwhile stay lost. */
    public Losses and(Impact found) {
        Losses later = of(found);
        Map<String, Service> all = new LinkedHashMap<>();
        Stream.concat(services.stream(), later.services.stream())
                .forEach(service -> all.merge(
                        service.cluster() + "/" + service.name(),
                        service,
                        (one, other) -> one.tasks() > other.tasks() ? one : other));
        return new Losses(
                later.cluster == null ? cluster : later.cluster,
                later.containerInstance == null ? containerInstance : later.containerInstance,
                later.instanceType == null ? instanceType : later.instanceType,
                later.zone,
                later.launchedAt == null ? launchedAt : later.launchedAt,
                later.tags.isEmpty() ? tags : later.tags,
                List.copyOf(all.values()),
                Math.max(standaloneTasks, later.standaloneTasks),
                Math.max(daemonTasks, later.daemonTasks),
                later.missing);
    }

    /** The short name of the cluster; null when unknown. */
    public @Nullable String clusterName() {
        return cluster == null ? null : new Cluster(cluster).name();
    }

    static Losses of(Impact impact) {
        Instance instance = impact.instance();
        return new Losses(
                impact.cluster() == null ? null : impact.cluster().reference(),
                impact.containerInstance() == null
                        ? null
                        : impact.containerInstance().arn(),
                instance == null ? null : instance.type(),
                impact.zone(),
                instance == null ? null : instance.launchedAt(),
                instance == null ? Map.of() : instance.tags(),
                impact.services().stream()
                        .map(service -> new Service(service.name(), service.cluster(), service.tasksOnInstance()))
                        .toList(),
                impact.standaloneTasks().size(),
                impact.daemonTasks(),
                impact.completeness().doubts());
    }
}
