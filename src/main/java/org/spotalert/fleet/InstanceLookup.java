package org.spotalert.fleet;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.spotalert.model.Instance;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.collection.Chunks;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Asks EC2 about instances by DescribeInstances, page by page. */
public record InstanceLookup(LookupClients clients, Clock clock) {

    /** The most values of a filter that EC2 takes; see DescribeInstances in the EC2 API reference. */
    private static final int ASKED_AT_ONCE = 200;

    /** Adds what EC2 says of the instances. When EC2 fails, an alert does without the rest of the answer, and says so. */
    public LookupResult lookUp(LookupResult result) {
        List<Instance> instances = new ArrayList<>();
        try {
            Ec2Client ec2 = clients.of(result.accountRegion()).ec2();
            for (List<String> ids : Chunks.of(result.instanceIds(), ASKED_AT_ONCE)) {
                ec2.describeInstancesPaginator(question(result, ids)).reservations().stream()
                        .flatMap(reservation -> reservation.instances().stream())
                        .forEach(instance -> instances.add(instance(instance)));
            }
            return result.withInstances(instances);
        } catch (RuntimeException failure) {
            return result.withInstances(instances)
                    .withInstanceProblem(
                            "EC2 could not be asked about the instance (" + AwsFailure.describe(failure) + ")");
        }
    }

    /** By filter: an id that EC2 does not know would fail a question by ids. */
    private DescribeInstancesRequest question(LookupResult result, List<String> ids) {
        return DescribeInstancesRequest.builder()
                .filters(Filter.builder().name("instance-id").values(ids).build())
                .overrideConfiguration(result.deadline().configuration(clock))
                .build();
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
