package org.spotalert.fleet;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.spotalert.fleet.LookupResult.Instances;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Instance;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.collection.Chunks;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Asks EC2 about instances by DescribeInstances, page by page. */
public record InstanceLookup(LookupClients clients, Clock clock) {

    /** The most values of a filter that EC2 takes; see DescribeInstances in the EC2 API reference. */
    private static final int ASKED_AT_ONCE = 200;

    /** Adds what EC2 says of the instances. */
    public LookupResult lookUp(LookupResult result) {
        return result.with(describe(result.accountRegion(), result.instanceIds(), result.deadline()));
    }

    /**
     * What EC2 says of the instances, by filter: an id that EC2 does not know would fail a question by ids. When it fails, the rest
     * of the answer is left out, and that is said.
     */
    Instances describe(AccountRegion place, Collection<String> ids, CallDeadline deadline) {
        List<Instance> instances = new ArrayList<>();
        try {
            for (List<String> some : Chunks.of(ids, ASKED_AT_ONCE)) {
                Filter filter =
                        Filter.builder().name("instance-id").values(some).build();
                clients
                        .of(place)
                        .ec2()
                        .describeInstancesPaginator(
                                request -> request.filters(filter).overrideConfiguration(deadline.configuration(clock)))
                        .reservations()
                        .stream()
                        .flatMap(reservation -> reservation.instances().stream())
                        .forEach(instance -> instances.add(instance(instance)));
            }
            return new Instances(instances, null);
        } catch (RuntimeException failure) {
            return new Instances(
                    instances, "EC2 could not be asked about the instance (" + AwsFailure.describe(failure) + ")");
        }
    }

    private static Instance instance(software.amazon.awssdk.services.ec2.model.Instance instance) {
        return new Instance(
                instance.instanceId(),
                instance.instanceTypeAsString(),
                instance.placement() == null ? null : instance.placement().availabilityZone(),
                instance.instanceLifecycleAsString(),
                instance.state() == null ? null : instance.state().nameAsString(),
                instance.launchTime(),
                instance.tags().stream()
                        .filter(tag -> tag.value() != null)
                        .collect(Collectors.toMap(Tag::key, Tag::value, (first, second) -> first)));
    }
}
