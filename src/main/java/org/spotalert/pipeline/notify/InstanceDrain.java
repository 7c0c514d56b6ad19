package org.spotalert.pipeline.notify;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Impact;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.CallerCredentials;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.Priority;
import org.spotalert.platform.collection.Chunks;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceStatus;
import software.amazon.awssdk.services.ecs.model.UpdateContainerInstancesStateResponse;

/**
 * Sets container instances to draining, so that ECS moves their services' tasks elsewhere.
 *
 * @param timeout how long it may take
 */
public record InstanceDrain(CallerCredentials credentials, LookupClients clients, Duration timeout, Clock clock) {

    /** The most container instances that UpdateContainerInstancesState takes. */
    private static final int AT_ONCE = 10;

    private record Place(AccountRegion there, String cluster) {}

    /**
     * Drains the container instances of these impacts.
     *
     * @return why some do not drain, for a reader, by EC2 instance id; the others do
     */
    public Map<String, String> drain(Collection<Impact> impacts) {
        CallDeadline deadline = CallDeadline.of(Priority.ALERT, clock.instant(), timeout);
        Map<Place, Map<String, String>> places = new LinkedHashMap<>();
        for (Impact impact : impacts) {
            if (impact.cluster() != null && impact.containerInstance() != null) {
                Place place = new Place(
                        credentials.accountRegion(
                                impact.interruption().account(),
                                impact.interruption().region()),
                        impact.cluster().reference());
                places.computeIfAbsent(place, added -> new LinkedHashMap<>())
                        .put(
                                impact.containerInstance().arn(),
                                impact.interruption().resourceId());
            }
        }
        Map<String, String> problems = new LinkedHashMap<>();
        places.forEach((place, instances) -> Chunks.of(instances.keySet(), AT_ONCE)
                .forEach(arns -> drain(place, arns, deadline)
                        .forEach((arn, reason) -> problems.put(instances.getOrDefault(arn, arn), reason))));
        return problems;
    }

    private Map<String, String> drain(Place place, List<String> arns, CallDeadline deadline) {
        try {
            UpdateContainerInstancesStateResponse answer = clients.of(place.there())
                    .ecs()
                    .updateContainerInstancesState(request -> request.cluster(place.cluster())
                            .containerInstances(arns)
                            .status(ContainerInstanceStatus.DRAINING)
                            .overrideConfiguration(deadline.configuration(clock)));
            return answer.failures().stream()
                    .collect(Collectors.toMap(
                            failure -> String.valueOf(failure.arn()),
                            failure -> String.valueOf(failure.reason()),
                            (one, other) -> one));
        } catch (SdkException failed) {
            String reason = AwsFailure.describe(failed);
            return arns.stream().collect(Collectors.toMap(arn -> arn, arn -> reason));
        }
    }
}
