package org.spotalert.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.InterruptionKind;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.Priority;
import software.amazon.awssdk.services.ec2.model.DescribeSpotInstanceRequestsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SpotInstanceRequest;

/**
 * Asks EC2 which Spot Instances it takes, by the status of their requests; see "Spot request status" in the EC2 guide. EC2 deletes
 * a request four hours after its end.
 *
 * @param timeout how long a question may take
 */
public record SpotRequests(LookupClients clients, Duration timeout, Clock clock) {

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
    private static final List<Filter> TAKEN =
            List.of(Filter.builder().name("status-code").values(CODES).build());

    private static final int PAGE = 1000;

    /**
     * An instance that AWS takes.
     *
     * @param requestId of its Spot request
     * @param updatedAt when the request's status changed
     * @param noticedAt when a notice would have come: with the status, or two minutes before the end that it reports
     */
    public record Reclaim(
            String requestId,
            String instanceId,
            @Nullable String zone,
            InstanceAction action,
            Instant updatedAt,
            Instant noticedAt) {}

    /** What EC2 takes there, or has taken within hours. */
    public List<Reclaim> reclaims(AccountRegion there) {
        DescribeSpotInstanceRequestsRequest question = DescribeSpotInstanceRequestsRequest.builder()
                .filters(TAKEN)
                .maxResults(PAGE)
                .overrideConfiguration(CallDeadline.of(Priority.RECOVERY, clock.instant(), timeout)
                        .configuration(clock))
                .build();
        return clients.of(there).ec2().describeSpotInstanceRequestsPaginator(question).spotInstanceRequests().stream()
                .filter(request -> request.instanceId() != null && taken(request))
                .map(SpotRequests::reclaim)
                .toList();
    }

    private static boolean taken(SpotInstanceRequest request) {
        return request.status() != null && CODES.contains(request.status().code());
    }

    private static Reclaim reclaim(SpotInstanceRequest request) {
        String code = request.status().code();
        Instant updated = request.status().updateTime();
        return new Reclaim(
                request.spotInstanceRequestId(),
                request.instanceId(),
                request.launchedAvailabilityZone(),
                code.contains("stop")
                        ? InstanceAction.of(request.instanceInterruptionBehaviorAsString())
                        : InstanceAction.TERMINATE,
                updated,
                BEGINS.contains(code) ? updated : updated.minus(InterruptionKind.WARNING_TIME));
    }
}
