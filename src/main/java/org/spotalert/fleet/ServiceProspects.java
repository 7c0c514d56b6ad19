package org.spotalert.fleet;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Prospects;
import org.spotalert.model.Prospects.Rollout;
import org.spotalert.model.Prospects.Unplaced;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/** Reads from DescribeServices what becomes of lost tasks. */
final class ServiceProspects {

    /** What ECS's service event says when there is no room; see the page of the ECS guide about service event messages. */
    private static final Pattern UNPLACED =
            Pattern.compile("unable to place a task(?: because (?<reason>.+?))?(?:\\. .*|\\.?$)", Pattern.DOTALL);

    private static final String STEADY = "steady state";

    private ServiceProspects() {}

    static Prospects of(Service service) {
        return new Prospects(
                rollout(service),
                service.capacityProviderStrategy().stream()
                        .map(CapacityProviderStrategyItem::capacityProvider)
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted()
                        .toList(),
                service.availabilityZoneRebalancing() == null
                        ? null
                        : service.availabilityZoneRebalancing() == AvailabilityZoneRebalancing.ENABLED,
                unplaced(service));
    }

    private static Rollout rollout(Service service) {
        boolean failed = service.deployments().stream()
                .anyMatch(deployment -> deployment.rolloutState() == DeploymentRolloutState.FAILED);
        boolean going = service.deployments().stream()
                .anyMatch(deployment -> deployment.rolloutState() == DeploymentRolloutState.IN_PROGRESS);
        return failed ? Rollout.FAILED : going ? Rollout.IN_PROGRESS : Rollout.NONE;
    }

    private static @Nullable Unplaced unplaced(Service service) {
        return lastEvent(service, UNPLACED)
                .map(event -> {
                    Matcher unplaced = UNPLACED.matcher(event.message());
                    String reason = unplaced.find() ? unplaced.group("reason") : null;
                    return new Unplaced(
                            Objects.requireNonNullElse(reason, "ECS does not say why"),
                            Objects.requireNonNullElse(event.createdAt(), Instant.EPOCH));
                })
                .orElse(null);
    }

    /** The last event that speaks of this, unless a steady state came after it. */
    static Optional<ServiceEvent> lastEvent(Service service, Pattern about) {
        return service.events().stream()
                .filter(event -> event.message() != null)
                .filter(event -> event.message().contains(STEADY)
                        || about.matcher(event.message()).find())
                .findFirst()
                .filter(event -> about.matcher(event.message()).find());
    }
}
