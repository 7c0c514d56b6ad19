package org.spotalert.enrich;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.aws.AwsFailure;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The questions to, and the answers of, EC2's DescribeInstances: one page after the other. */
public final class InstanceLookup {

    /**
     * The pages read so far.
     *
     * @param nextToken EC2's token of the next page; null when there is none
     */
    public record Pages(
            Findings findings,
            List<Instance> instances,
            @Nullable String nextToken,
            boolean started) {

        /** Whether there is another page to ask for. */
        public boolean more() {
            return !started || nextToken != null;
        }
    }

    /** No page yet. */
    public Pages begin(Findings findings) {
        return new Pages(findings, List.of(), null, false);
    }

    /** The question for the next page. By filter: an id that EC2 does not know would fail a question by ids. */
    public DescribeInstancesRequest question(Pages pages) {
        return DescribeInstancesRequest.builder()
                .filters(Filter.builder()
                        .name("instance-id")
                        .values(pages.findings().instanceIds())
                        .build())
                .nextToken(pages.nextToken())
                .build();
    }

    /** The pages with one more answer. */
    public Pages add(Pages pages, DescribeInstancesResponse answer) {
        List<Instance> instances = new ArrayList<>(pages.instances());
        answer.reservations()
                .forEach(reservation -> reservation.instances().forEach(instance -> instances.add(instance(instance))));
        String token = answer.nextToken();
        return new Pages(pages.findings(), instances, token == null || token.isEmpty() ? null : token, true);
    }

    /** All pages, as findings. */
    public Findings finish(Pages pages) {
        return pages.findings().withInstances(pages.instances());
    }

    /** What to tell people when EC2 failed. */
    public Findings failed(Findings findings, Exception failure) {
        return findings.withInstanceProblem(
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
