package org.spotalert.fleet;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Instance;
import org.spotalert.platform.aws.AwsFailure;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The questions to, and the answers of, EC2's DescribeInstances: one page after the other. */
public final class InstanceLookup {

    /** The most values of a filter that EC2 takes; see DescribeInstances in the EC2 API reference. */
    private static final int ASKED_AT_ONCE = 200;

    private final Clock clock;

    public InstanceLookup(Clock clock) {
        this.clock = clock;
    }

    /**
     * The pages read so far.
     *
     * @param left the instances that are still to be asked about, what one question takes at a time
     * @param nextToken EC2's token of the next page of the present question; null at the question's start
     */
    public record Pages(
            LookupResult result,
            List<Instance> instances,
            List<List<String>> left,
            @Nullable String nextToken) {

        /** Whether there is another page to ask for. */
        public boolean more() {
            return !left.isEmpty();
        }
    }

    /** No page yet. */
    public Pages begin(LookupResult result) {
        return new Pages(result, List.of(), ParallelCalls.groups(result.instanceIds(), ASKED_AT_ONCE), null);
    }

    /** The question for the next page. By filter: an id that EC2 does not know would fail a question by ids. */
    public DescribeInstancesRequest question(Pages pages) {
        return DescribeInstancesRequest.builder()
                .filters(Filter.builder()
                        .name("instance-id")
                        .values(pages.left().get(0))
                        .build())
                .nextToken(pages.nextToken())
                .overrideConfiguration(pages.result().deadline().configuration(clock))
                .build();
    }

    /** The pages with one more answer. */
    public Pages add(Pages pages, DescribeInstancesResponse answer) {
        List<Instance> instances = new ArrayList<>(pages.instances());
        answer.reservations()
                .forEach(reservation -> reservation.instances().forEach(instance -> instances.add(instance(instance))));
        boolean last = answer.nextToken() == null || answer.nextToken().isEmpty();
        return new Pages(
                pages.result(),
                List.copyOf(instances),
                last ? pages.left().subList(1, pages.left().size()) : pages.left(),
                last ? null : answer.nextToken());
    }

    /** All pages, as result. */
    public LookupResult finish(Pages pages) {
        return pages.result().withInstances(pages.instances());
    }

    /** The pages up to the one that failed, and a problem for those without an answer. */
    public LookupResult failed(Pages pages, Exception failure) {
        return finish(pages)
                .withInstanceProblem(
                        "EC2 could not be asked about the instance (" + AwsFailure.describe(failure) + ")");
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
