package org.spotalert.fleet.reclaims;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Place;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.LookupClients;
import software.amazon.awssdk.services.ec2.model.DescribeSpotInstanceRequestsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SpotInstanceRequest;

/** The statuses of Spot requests: EC2 describes them for some hours, and those of persistent requests until the next one. */
public record SpotRequests(LookupClients clients, Clock clock) implements ReclaimSource {

    /** That AWS will take the instance, or is about to; see "Spot request status codes" in the EC2 guide. */
    public static final Set<String> ANNOUNCED =
            Set.of("marked-for-termination", "marked-for-stop", "instance-terminated-no-capacity");
    /** That AWS has taken it. */
    private static final Set<String> ENDED = Set.of(
            "instance-terminated-by-price",
            "instance-terminated-launch-group-constraint",
            "instance-stopped-no-capacity",
            "instance-stopped-by-price");

    private static final Set<String> TAKEN =
            Stream.concat(ANNOUNCED.stream(), ENDED.stream()).collect(Collectors.toUnmodifiableSet());

    private static final int PAGE = 1000;

    @Override
    public String name() {
        return "ec2:DescribeSpotInstanceRequests";
    }

    @Override
    public void ask(AccountRegion there, Instant since, Consumer<Reclaim> found) {
        DescribeSpotInstanceRequestsRequest question = DescribeSpotInstanceRequestsRequest.builder()
                .filters(Filter.builder().name("status-code").values(TAKEN).build())
                .maxResults(PAGE)
                .overrideConfiguration(CallDeadline.lowPriority(clock.instant().plus(EndedInstances.TIMEOUT))
                        .configuration(clock))
                .build();
        clients.of(there).ec2().describeSpotInstanceRequestsPaginator(question).spotInstanceRequests().stream()
                .filter(request -> taken(request, since))
                .map(request -> reclaim(request, there))
                .forEach(found);
    }

    private static boolean taken(SpotInstanceRequest request, Instant since) {
        return request.instanceId() != null
                && request.status() != null
                && TAKEN.contains(request.status().code())
                && request.status().updateTime() != null
                && !request.status().updateTime().isBefore(since);
    }

    private Reclaim reclaim(SpotInstanceRequest request, AccountRegion there) {
        boolean ended = ENDED.contains(request.status().code());
        return new Reclaim(
                new Place(there.account(), there.region(), request.launchedAvailabilityZone()),
                request.instanceId(),
                InstanceAction.of(request.instanceInterruptionBehaviorAsString()),
                ended ? null : request.status().updateTime(),
                ended ? request.status().updateTime() : null,
                List.of(name()));
    }
}
