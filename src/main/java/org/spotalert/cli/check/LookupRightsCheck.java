package org.spotalert.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.spotalert.platform.aws.LoadBalancers;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceStatus;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;

/**
 * Tries the rights of the lookups, and that the clusters are there. What is described is made up: ECS answers that it is
 * missing, which shows that it was allowed to ask.
 *
 * @param configured the names or ARNs of the clusters to ask; empty for all there are
 * @param drain whether the program drains instances
 * @param watch whether it watches Spot requests
 */
record LookupRightsCheck(
        Ec2Client ec2, EcsClient ecs, LoadBalancers balancers, List<String> configured, boolean drain, boolean watch) {

    private static final String NOBODY = "00000000000000000000000000000000";
    private static final String NO_TARGET_GROUP =
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/no-such-group/0000000000000000";
    /** DescribeClusters takes 100; a set-up that is right in so many clusters is right in the others. */
    private static final int MOST_CLUSTERS = 20;

    LookupRightsCheck {
        configured = configured.stream().limit(MOST_CLUSTERS).toList();
    }

    /** A finding for each action, and one for the clusters. */
    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        // DryRun lets EC2 answer whether the call is allowed, with an error either way.
        findings.add(RightCheck.tried(
                "ec2:DescribeInstances", () -> ec2.describeInstances(call -> call.dryRun(true)), "DryRunOperation"));
        if (watch) {
            findings.add(RightCheck.tried(
                            "ec2:DescribeSpotInstanceRequests",
                            () -> ec2.describeSpotInstanceRequests(call -> call.dryRun(true)),
                            "DryRunOperation")
                    .orWarning());
        }
        findings.add(RightCheck.tried(
                        "ecs:DescribeTaskDefinition",
                        () -> ecs.describeTaskDefinition(call -> call.taskDefinition("no-such-definition")),
                        "ClientException")
                .orWarning());
        findings.add(RightCheck.tried(
                        LoadBalancers.RIGHT,
                        () -> balancers.deregistrationDelay(NO_TARGET_GROUP),
                        "TargetGroupNotFound",
                        "ValidationError")
                .orWarning());
        List<String> clusters = new ArrayList<>(configured);
        if (configured.isEmpty()) {
            findings.add(RightCheck.tried("ecs:ListClusters", () -> clusters.addAll(listed())));
        }
        if (!clusters.isEmpty()) {
            findings.addAll(describedClusters(clusters));
        } else if (findings.stream().allMatch(finding -> finding.result() == Finding.Result.OK)) {
            findings.add(Finding.warning(
                    "clusters",
                    "there is no ECS cluster in this account and Region",
                    "look at AWS_REGION and the account"));
        }
        findings.addAll(inClusters(clusters));
        return findings;
    }

    private List<String> listed() {
        return ecs.listClusters(call -> call.maxResults(1)).clusterArns().stream()
                .limit(1)
                .toList();
    }

    private List<Finding> describedClusters(List<String> clusters) {
        try {
            DescribeClustersResponse described = ecs.describeClusters(call -> call.clusters(clusters));
            List<String> active = described.clusters().stream()
                    .filter(cluster -> "ACTIVE".equals(cluster.status()))
                    .map(Cluster::clusterName)
                    .toList();
            List<String> absent = clusters.stream()
                    .filter(cluster -> !active.contains(cluster.substring(cluster.lastIndexOf('/') + 1)))
                    .toList();
            Finding found = absent.isEmpty()
                    ? Finding.ok("clusters", (configured.isEmpty() ? "for example " : "") + String.join(", ", active))
                    : Finding.failed(
                            "clusters",
                            "no such cluster in this account and Region: " + String.join(", ", absent),
                            "correct SPOT_CLUSTERS (spot.clusters), or leave it empty to ask all clusters");
            return List.of(Finding.ok("ecs:DescribeClusters", "allowed"), found);
        } catch (SdkException failure) {
            return List.of(RightCheck.failed("ecs:DescribeClusters", failure));
        }
    }

    private List<Finding> inClusters(List<String> clusters) {
        List<Finding> findings = new ArrayList<>(List.of(
                each(
                        "ecs:ListContainerInstances",
                        clusters,
                        name -> ecs.listContainerInstances(
                                call -> call.cluster(name).maxResults(1))),
                each(
                        "ecs:DescribeContainerInstances",
                        clusters,
                        name -> ecs.describeContainerInstances(
                                call -> call.cluster(name).containerInstances(NOBODY))),
                each(
                        "ecs:ListTasks",
                        clusters,
                        name -> ecs.listTasks(call -> call.cluster(name).maxResults(1))),
                each(
                        "ecs:DescribeTasks",
                        clusters,
                        name -> ecs.describeTasks(call -> call.cluster(name).tasks(NOBODY))),
                each(
                        "ecs:DescribeServices",
                        clusters,
                        name -> ecs.describeServices(call -> call.cluster(name).services("no-such-service")))));
        if (drain) {
            findings.add(each("ecs:UpdateContainerInstancesState", clusters, this::drainNobody)
                    .orWarning());
        }
        return findings;
    }

    private void drainNobody(String cluster) {
        ecs.updateContainerInstancesState(
                call -> call.cluster(cluster).containerInstances(NOBODY).status(ContainerInstanceStatus.DRAINING));
    }

    /** Tries the action in each cluster; the first refusal counts. A cluster that is missing has a row of its own. */
    private static Finding each(String action, List<String> clusters, Consumer<String> call) {
        if (clusters.isEmpty()) {
            return Finding.notTried(action, "no cluster is known to try it with");
        }
        for (String cluster : clusters) {
            Finding tried = RightCheck.tried(action, () -> call.accept(cluster), "ClusterNotFoundException");
            if (tried.result() != Finding.Result.OK) {
                return tried.at("cluster " + cluster);
            }
        }
        return Finding.ok(action, "allowed");
    }
}
