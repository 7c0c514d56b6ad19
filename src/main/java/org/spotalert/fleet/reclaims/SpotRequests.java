package org.spotalert.fleet.reclaims;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Place;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.Priority;
import software.amazon.awssdk.services.ec2.model.DescribeSpotInstanceRequestsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SpotInstanceRequest;

/**
 * Asks EC2 which Spot Instances it takes, by the status of their requests; see "Spot request status" in the EC2 guide. EC2 deletes
 * a request four hours after its end, and a persistent one forgets it with the next instance.
 *
 * @param timeout how long a question may take
 */
public record SpotRequests(LookupClients clients, Duration timeout, Clock clock) implements ReclaimSource {

    /** EC2 writes these at its decision: the instance runs for two more minutes. */
    private static final Set<String> BEGINS =
            Set.of("instance-terminated-no-capacity", "marked-for-termination", "marked-for-stop");
    /** EC2 writes these when the instance is gone. */
    private static final Set<String> ENDED = Set.of(
            "instance-terminated-by-price",
            "instance-terminated-launch-group-constraint",
            "instance-stopped-no-capacity",
            "instance-stopped-by-price");

    private static final List<String> CODES =
            Stream.concat(BEGINS.stream(), ENDED.stream()).sorted().toList();

    private static final int PAGE = 1000;

    @Override
    public String name() {
        return "ec2:DescribeSpotInstanceRequests";
    }

    @Override
    public void ask(AccountRegion there, Instant since, Consumer<Reclaim> found) {
        DescribeSpotInstanceRequestsRequest question = DescribeSpotInstanceRequestsRequest.builder()
                .filters(Filter.builder().name("status-code").values(CODES).build())
                .maxResults(PAGE)
                .overrideConfiguration(CallDeadline.of(Priority.RECOVERY, clock.instant(), timeout)
                        .configuration(clock))
                .build();
        clients.of(there).ec2().describeSpotInstanceRequestsPaginator(question).spotInstanceRequests().stream()
                .filter(request -> request.instanceId() != null && taken(request, since))
                .map(request -> reclaim(request, there))
                .forEach(found);
    }

    private static boolean taken(SpotInstanceRequest request, Instant since) {
        return request.status() != null
                && CODES.contains(request.status().code())
                && !request.status().updateTime().isBefore(since);
    }

    private static Reclaim reclaim(SpotInstanceRequest request, AccountRegion there) {
        String code = request.status().code();
        Instant updated = request.status().updateTime();
        boolean begins = BEGINS.contains(code);
        return new Reclaim(
                new Place(there.account(), there.region(), request.launchedAvailabilityZone()),
                request.instanceId(),
                code.contains("stop")
                        ? InstanceAction.of(request.instanceInterruptionBehaviorAsString())
                        : InstanceAction.TERMINATE,
                request.spotInstanceRequestId(),
                begins ? updated : null,
                begins ? null : updated);
    }
}
