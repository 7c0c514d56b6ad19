package org.spotalert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.spotalert.local.LocalFleet.Host;
import org.spotalert.platform.aws.ApiBucket;

/** How long the command readiness takes for 500 services in 20 clusters, at 30 ms a call and with half the request quotas. */
@Tag("chaos")
class ReadinessSpeedTest extends BesideRun {

    private static final int CLUSTERS = 20;
    private static final int HOSTS = 25;
    private static final int SERVICES = 25;
    private static final int TASKS = 10;
    private static final Map<String, ApiBucket> BUCKETS = Map.of(
            "ListClusters", ApiBucket.ECS_CLUSTER_READ,
            "ListContainerInstances", ApiBucket.ECS_CLUSTER_RESOURCE_READ,
            "DescribeContainerInstances", ApiBucket.ECS_CLUSTER_RESOURCE_READ,
            "ListTasks", ApiBucket.ECS_CLUSTER_RESOURCE_READ,
            "DescribeTasks", ApiBucket.ECS_CLUSTER_RESOURCE_READ,
            "DescribeServices", ApiBucket.ECS_SERVICE_READ,
            "DescribeTaskDefinition", ApiBucket.ECS_TASK_DEFINITION_READ,
            "DescribeInstances", ApiBucket.EC2_NON_MUTATING,
            "DescribeSpotInstanceRequests", ApiBucket.EC2_NON_MUTATING);

    @Override
    Duration latency() {
        return Duration.ofMillis(30);
    }

    private void fill() {
        for (int number = 0; number < CLUSTERS; number++) {
            String cluster = "cluster-" + number;
            List<Host> hosts = new ArrayList<>();
            for (int host = 0; host < HOSTS; host++) {
                hosts.add(fleet.host(
                        cluster,
                        host % 2 == 0 ? "m5.large" : "c5.large",
                        "eu-west-1" + (char) ('a' + host % 3),
                        host > 4));
            }
            for (int service = 0; service < SERVICES; service++) {
                fleet.targetGroup(fleet.service(cluster, "service-" + service, TASKS, 60), 60);
                for (int task = 0; task < TASKS; task++) {
                    fleet.tasks(hosts.get((service + task * 3) % HOSTS), "service:service-" + service, 1);
                }
            }
        }
    }

    @Test
    void fiveHundredServicesAreCheckedWithinAMinuteAndHalfTheQuotas() throws IOException {
        fill();
        Instant begun = Instant.now();

        assertThat(run(readiness(), "--json")).as(out.toString()).isZero();

        Duration took = Duration.between(begun, Instant.now());
        assertThat(json().path("checked").asInt()).isEqualTo(CLUSTERS * SERVICES);
        System.out.println("readiness took " + took.toMillis() + " ms, calls " + fleet.calls());
        assertThat(took).isLessThan(Duration.ofSeconds(60));
        // Ten a second is all that AWS refills; half of what it takes at once is left.
        assertThat(fleet.calls().get("DescribeTargetGroupAttributes"))
                .isEqualTo(CLUSTERS * SERVICES)
                .isLessThanOrEqualTo((int) (20 + took.toMillis() / 100));
        fleet.calls().entrySet().stream()
                .filter(call -> !call.getKey().equals("DescribeTargetGroupAttributes"))
                .collect(Collectors.groupingBy(
                        call -> BUCKETS.get(call.getKey()), Collectors.summingInt(Map.Entry::getValue)))
                .forEach((bucket, calls) -> assertThat((double) calls)
                        .as(bucket.toString())
                        .isLessThanOrEqualTo((bucket.burst() + bucket.perSecond() * took.toMillis() / 1000.0) / 2 + 1));
    }
}
