package org.spotalert.fleet;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.CriticalBelow;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.model.ServiceStatus;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Tag;

/** Maps a service as DescribeServices describes it. */
final class ServiceMapper {

    /** What ECS's service event messages say when a service does not reach its steady state; see that page of the ECS guide. */
    private static final Pattern PROBLEM =
            Pattern.compile("unable to|fail|unhealthy|throttl|insufficient|stopped due to", Pattern.CASE_INSENSITIVE);

    private static final String ACTIVE = "ACTIVE";
    private static final String PRIMARY = "PRIMARY";

    private ServiceMapper() {}

    /** The service of this name, among the services that were found. */
    static ServiceSnapshot snapshot(String name, List<Service> found) {
        return found.stream()
                .filter(service -> name.equals(service.serviceName()))
                .filter(service -> service.status() == null
                        || service.status().toUpperCase(Locale.ROOT).equals(ACTIVE))
                .findFirst()
                .map(service -> new ServiceSnapshot(status(service), complete(service), problem(service)))
                .orElse(ServiceSnapshot.GONE);
    }

    private static boolean complete(Service service) {
        return service.deployments().stream()
                .filter(deployment -> PRIMARY.equals(deployment.status()))
                .allMatch(deployment -> deployment.rolloutState() == null
                        || deployment.rolloutState() == DeploymentRolloutState.COMPLETED);
    }

    /** The latest event that names a problem, unless a steady state came after it; or else the deployment's reason. */
    private static @Nullable String problem(Service service) {
        for (ServiceEvent event : service.events()) {
            String message = event.message() == null ? "" : event.message();
            if (PROBLEM.matcher(message).find()) {
                return message;
            }
            if (message.contains("steady state")) {
                break;
            }
        }
        return service.deployments().stream()
                .filter(deployment -> deployment.rolloutState() == DeploymentRolloutState.FAILED)
                .map(Deployment::rolloutStateReason)
                .findFirst()
                .orElse(null);
    }

    /** The service's own figures. */
    static ServiceStatus status(Service service) {
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
