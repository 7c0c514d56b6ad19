package org.spotalert.fleet;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.CriticalBelow;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.model.ServiceStatus;
import software.amazon.awssdk.services.ecs.model.AdvancedConfiguration;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Tag;

/**
 * A service as ECS has described it.
 *
 * @param active whether it is not being deleted
 * @param daemon whether it runs a task on each instance
 * @param targetGroups the ARNs of the target groups that load balancers reach its tasks by
 * @param figures what alerts and recovery checks say of it
 */
record EcsService(String name, boolean active, boolean daemon, Set<String> targetGroups, ServiceSnapshot figures) {

    /** What ECS's service event messages say when a service does not reach its steady state; see that page of the ECS guide. */
    private static final Pattern PROBLEM =
            Pattern.compile("unable to|fail|unhealthy|throttl|insufficient|stopped due to", Pattern.CASE_INSENSITIVE);

    private static final String ACTIVE = "ACTIVE";
    private static final String PRIMARY = "PRIMARY";

    static EcsService of(Service service) {
        return new EcsService(
                String.valueOf(service.serviceName()),
                service.status() == null
                        || service.status().toUpperCase(Locale.ROOT).equals(ACTIVE),
                service.schedulingStrategy() == SchedulingStrategy.DAEMON,
                targetGroups(service),
                new ServiceSnapshot(status(service), complete(service), problem(service)));
    }

    /** Those of blue/green deployments and of task sets as well. A classic load balancer has none. */
    private static Set<String> targetGroups(Service service) {
        return Stream.concat(
                        service.loadBalancers().stream(),
                        service.taskSets().stream().flatMap(set -> set.loadBalancers().stream()))
                .flatMap(balancer -> Stream.of(
                        Optional.ofNullable(balancer.targetGroupArn()),
                        Optional.ofNullable(balancer.advancedConfiguration())
                                .map(AdvancedConfiguration::alternateTargetGroupArn)))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** The figures of the service of this name, among those that were found. */
    static ServiceSnapshot figures(String name, Collection<EcsService> found) {
        return found.stream()
                .filter(service -> service.active() && service.name().equals(name))
                .findFirst()
                .map(EcsService::figures)
                .orElse(ServiceSnapshot.GONE);
    }

    /** What ECS does not say of the services of these tasks, for a reader. */
    static List<String> missing(Collection<EcsTask> tasks, Described<EcsService> described) {
        return EcsTask.services(tasks).stream()
                .flatMap(name -> Stream.concat(
                        Stream.ofNullable(described.failed().get(name))
                                .map(reason -> "service counts could not be read (" + reason + ")"),
                        Stream.ofNullable(described.left().get(name))
                                .map(reason -> "service " + name + " could not be described (" + reason + ")")))
                .distinct()
                .toList();
    }

    private static boolean complete(Service service) {
        return service.deployments().stream()
                .filter(deployment -> PRIMARY.equals(deployment.status()))
                .allMatch(deployment -> deployment.rolloutState() == null
                        || deployment.rolloutState() == DeploymentRolloutState.COMPLETED);
    }

    /** The latest event that names a problem, unless a steady state came after it; or else the deployment's reason. */
    private static @Nullable String problem(Service service) {
        return ServiceProspects.lastEvent(service, PROBLEM)
                .map(ServiceEvent::message)
                .or(() -> service.deployments().stream()
                        .filter(deployment -> deployment.rolloutState() == DeploymentRolloutState.FAILED)
                        .findFirst()
                        .map(Deployment::rolloutStateReason))
                .orElse(null);
    }

    private static ServiceStatus status(Service service) {
        Integer minimum = service.deploymentConfiguration() == null
                ? null
                : service.deploymentConfiguration().minimumHealthyPercent();
        return new ServiceStatus(
                Objects.requireNonNullElse(service.desiredCount(), 0),
                Objects.requireNonNullElse(service.runningCount(), 0),
                Objects.requireNonNullElse(service.pendingCount(), 0),
                service.taskDefinition() == null ? "unknown" : service.taskDefinition(),
                !service.loadBalancers().isEmpty(),
                // ECS's default for a replica service
                minimum == null ? 100 : minimum,
                tags(service.tags()),
                CriticalBelow.DEFAULT,
                ServiceProspects.of(service));
    }

    /** Tags without a key or a value, which ECS does not list but its model allows, are left out. */
    private static Map<String, String> tags(List<Tag> tags) {
        Map<String, String> byKey = new HashMap<>();
        tags.stream()
                .filter(tag -> tag.key() != null && tag.value() != null)
                .forEach(tag -> byKey.put(tag.key(), tag.value()));
        return byKey;
    }
}
