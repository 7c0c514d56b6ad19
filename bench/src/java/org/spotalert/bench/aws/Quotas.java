package org.spotalert.bench.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * AWS's request quotas for one account and region: which calls share a bucket, its size and its refill. From "Request
 * throttling for the Amazon ECS API" and "Request throttling for the Amazon EC2 API". SQS and SNS have none to speak of.
 */
public final class Quotas {

    private record Quota(String group, int burst, int perSecond) {}

    private static final Quota CLUSTER_RESOURCE_READ = new Quota("ECS cluster resource read", 100, 20);
    private static final Quota SERVICE_READ = new Quota("ECS service read", 100, 20);
    private static final Quota CLUSTER_READ = new Quota("ECS cluster read", 50, 20);
    private static final Quota CAPACITY_PROVIDER_READ = new Quota("ECS capacity provider read", 50, 20);
    private static final Quota TASK_DEFINITION_READ = new Quota("ECS task definition read", 50, 20);
    private static final Quota NON_MUTATING = new Quota("EC2 non-mutating", 100, 20);
    private static final Quota UNFILTERED = new Quota("EC2 unfiltered and unpaginated", 50, 10);

    private static final Map<String, Quota> ECS = Map.ofEntries(
            Map.entry("ListContainerInstances", CLUSTER_RESOURCE_READ),
            Map.entry("DescribeContainerInstances", CLUSTER_RESOURCE_READ),
            Map.entry("ListTasks", CLUSTER_RESOURCE_READ),
            Map.entry("DescribeTasks", CLUSTER_RESOURCE_READ),
            Map.entry("ListAttributes", CLUSTER_RESOURCE_READ),
            Map.entry("ListServices", SERVICE_READ),
            Map.entry("DescribeServices", SERVICE_READ),
            Map.entry("ListClusters", CLUSTER_READ),
            Map.entry("DescribeClusters", CLUSTER_READ),
            Map.entry("DescribeCapacityProviders", CAPACITY_PROVIDER_READ),
            Map.entry("DescribeTaskDefinition", TASK_DEFINITION_READ),
            Map.entry("ListTaskDefinitions", TASK_DEFINITION_READ));

    private final Map<Quota, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /**
     * Full buckets.
     *
     * @param nanoTime the clock, in nanoseconds
     */
    public Quotas(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Takes a token for the call, and returns whether AWS would answer it. */
    boolean admits(AwsCall call) {
        Quota quota = switch (call.service()) {
            case "ecs" -> ECS.get(call.action());
            case "ec2" -> ec2(call);
            default -> null;
        };
        return quota == null
                || buckets.computeIfAbsent(quota, made -> new TokenBucket(made.burst, made.perSecond, nanoTime))
                        .tryTake();
    }

    private static Quota ec2(AwsCall call) {
        boolean bounded = call.form().keySet().stream().anyMatch(name -> name.startsWith("Filter.1"))
                || call.form().containsKey("MaxResults");
        return bounded ? NON_MUTATING : UNFILTERED;
    }
}
