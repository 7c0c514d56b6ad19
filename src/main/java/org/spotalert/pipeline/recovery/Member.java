package org.spotalert.pipeline.recovery;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.RecoveryLookup.EcsRef;
import org.spotalert.model.AffectedService;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Cluster;
import org.spotalert.model.Completeness;
import org.spotalert.model.Impact;
import org.spotalert.model.Incident;
import org.spotalert.model.Instance;
import org.spotalert.model.Interruption;
import org.spotalert.model.Losses;
import org.spotalert.model.RecoveryState;
import org.spotalert.model.ServiceSnapshot;

/**
 * One incident of the group, with the state of its recovery.
 *
 * @param services the services that lose tasks, each with their number
 * @param threads the channels that have the warning, or else its details, each with the thread in which it has them
 */
public record Member(
        Incident incident, RecoveryState state, Map<EcsRef, Integer> services, Map<String, String> threads) {

    static Member of(Incident incident, RecoveryState state) {
        return new Member(incident, state, lost(incident), threads(incident));
    }

    /** A stale record in another cluster than the container instance's own does not count. */
    private static Map<EcsRef, Integer> lost(Incident incident) {
        String cluster = incident.impact().cluster();
        Interruption from = incident.interruption();
        Map<EcsRef, Integer> services = new LinkedHashMap<>();
        if (cluster != null) {
            incident.impact().services().stream()
                    .filter(service ->
                            service.cluster().equals(incident.impact().clusterName()))
                    .forEach(service -> services.merge(
                            new EcsRef(from.account(), from.region(), cluster, service.name()),
                            service.tasks(),
                            Integer::sum));
        }
        return services;
    }

    static Map<String, String> threads(Incident incident) {
        Map<String, String> threads = new TreeMap<>();
        for (AlertKind kind : List.of(AlertKind.WARNING, AlertKind.DETAIL)) {
            incident.notifications().stream()
                    .filter(notification -> notification.kind() == kind && notification.sent())
                    .filter(notification -> notification.thread() != null)
                    .forEach(notification ->
                            threads.putIfAbsent(notification.channel(), String.valueOf(notification.thread())));
        }
        return threads;
    }

    static Set<String> have(Incident incident, Set<AlertKind> kinds) {
        return incident.notifications().stream()
                .filter(notification -> kinds.contains(notification.kind()) && notification.sent())
                .map(Incident.Notification::channel)
                .collect(Collectors.toSet());
    }

    Interruption interruption() {
        return incident.interruption();
    }

    /** The container instance; null when it is not known. */
    @Nullable EcsRef containerInstance() {
        String cluster = incident.impact().cluster();
        String arn = incident.impact().containerInstance();
        return cluster == null || arn == null
                ? null
                : new EcsRef(interruption().account(), interruption().region(), cluster, arn);
    }

    boolean partial() {
        return !incident.impact().missing().isEmpty();
    }

    /** Whether all that was missing is that AWS confirms what it said before the notice. */
    boolean unconfirmed() {
        return Completeness.unconfirmed(incident.impact().missing());
    }

    /** Whether some channel was to receive the details before; one that has refused them receives them again. */
    boolean detailed() {
        return received(AlertKind.DETAIL);
    }

    /** Whether some channel was to receive an alert of this kind before. */
    boolean received(AlertKind kind) {
        return incident.notifications().stream().anyMatch(notification -> notification.kind() == kind);
    }

    /** How many tasks of no service are lost: nobody starts them again. */
    int standaloneTasks() {
        return incident.impact().standaloneTasks();
    }

    /** How many tasks run on until the instance goes, without concern for any service. */
    int leftOver() {
        return standaloneTasks() + incident.impact().daemonTasks();
    }

    /** Whether anything that matters is lost with it, or may be. */
    boolean mayLoseTasks() {
        return !services.isEmpty() || standaloneTasks() > 0 || partial();
    }

    /** The channels that want the warning and do not have it: nothing may overtake it. */
    Set<String> channelsWithoutWarning() {
        return incident.notifications().stream()
                .filter(notification -> notification.kind() == AlertKind.WARNING)
                .filter(notification -> notification.outcome() == Incident.Notification.Outcome.FAILED)
                .map(Incident.Notification::channel)
                .collect(Collectors.toSet());
    }

    /** The incident with the figures that these of its services have now. */
    Impact impact(Collection<EcsRef> about, Map<EcsRef, ServiceSnapshot> figures) {
        Losses losses = incident.impact();
        return new Impact(
                interruption(),
                new Instance(
                        interruption().resourceId(),
                        losses.instanceType(),
                        losses.zone(),
                        null,
                        null,
                        losses.launchedAt(),
                        losses.tags()),
                losses.cluster() == null ? null : new Cluster(losses.cluster()),
                null,
                services.entrySet().stream()
                        .filter(service -> about.contains(service.getKey()))
                        .map(service -> new AffectedService(
                                service.getKey().name(),
                                new Cluster(service.getKey().cluster()).name(),
                                service.getValue(),
                                0,
                                Optional.ofNullable(figures.get(service.getKey()))
                                        .map(ServiceSnapshot::status)
                                        .orElse(null)))
                        .sorted(AffectedService.worstFirst())
                        .toList(),
                List.of(),
                0,
                new Completeness(losses.missing()),
                null);
    }
}
