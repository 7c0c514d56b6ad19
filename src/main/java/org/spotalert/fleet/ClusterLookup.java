package org.spotalert.fleet;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.fleet.ContainerInstanceLookup.Listed;
import org.spotalert.fleet.EcsGateway.Size;
import org.spotalert.fleet.LookupResult.Problem;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.aws.LookupClients;

/**
 * Finds the clusters of instances, and what the instances run there. No AWS call names the cluster of an EC2 instance:
 * the clusters that are configured or remembered are asked, then the others, those that the instance's tags hint at
 * first. Only a cluster that confirms the instance is believed. What is remembered may find tasks sooner; that there are
 * none is for all clusters to say, now.
 *
 * @param configured the clusters to ask; empty to ask all there are
 * @param fleet what is remembered
 * @param reads read the clusters of many instances as a whole
 * @param workers run the lookups of each cluster, which wait for their calls
 */
public record ClusterLookup(
        List<Cluster> configured,
        LookupClients clients,
        Fleet fleet,
        ClusterReads reads,
        Executor workers,
        Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterLookup.class);
    /** ECS's error code for a cluster that does not exist, or not any more. */
    private static final String NOT_FOUND = "ClusterNotFoundException";

    /** Asks the clusters that are remembered for the instances, and the configured ones. */
    public LookupResult lookUpKnown(LookupResult result) {
        AccountRegion place = result.accountRegion();
        List<Cluster> here =
                configured.stream().filter(cluster -> cluster.mayBeIn(place)).toList();
        List<Listed> remembered = fleet.listed(place, result.instanceIds());
        Set<String> unknown = new HashSet<>(result.instanceIds());
        remembered.forEach(listed -> unknown.removeAll(listed.instanceIds()));
        LookupResult known = ask(result, remembered, result.unasked(here, unknown));
        return ask(known, List.of(), known.unasked(here, known.open()));
    }

    /**
     * Asks all clusters about the instances that none has confirmed, those that were read before first; before nobody is notified
     * of an instance, every cluster of a new list has denied it. Nothing is asked where no instance is open, or clusters are configured.
     */
    public LookupResult search(LookupResult result) {
        if (!configured.isEmpty() || result.open().isEmpty()) {
            return result;
        }
        LookupResult searched = search(result, fleet.clusters(result.accountRegion()));
        if (searched.open().isEmpty()) {
            return searched;
        }
        try {
            List<Cluster> all = gateway(result).clusters();
            LookupResult found = search(searched, all);
            return ask(found, List.of(), found.unasked(all, found.open()));
        } catch (RuntimeException failure) {
            return searched.with(
                    new Problem("the ECS clusters could not be listed (" + AwsFailure.describe(failure) + ")"));
        }
    }

    private LookupResult search(LookupResult result, List<Cluster> clusters) {
        Map<Cluster, List<String>> likely = new LinkedHashMap<>();
        result.unmatched()
                .forEach(id -> ClusterHints.likely(result.instance(id), clusters)
                        .ifPresent(cluster -> likely.computeIfAbsent(cluster, added -> new ArrayList<>())
                                .add(id)));
        LookupResult hinted = ask(result, List.of(), result.unasked(likely));
        return ask(hinted, List.of(), hinted.unasked(clusters, hinted.unmatched()));
    }

    private EcsGateway gateway(LookupResult result) {
        return EcsGateway.of(clients, result.accountRegion(), result.deadline(), clock);
    }

    /**
     * Asks clusters, all at the same time.
     *
     * @param questions the instances that each cluster is asked about
     */
    private LookupResult ask(LookupResult result, List<Listed> remembered, Map<Cluster, Set<String>> questions) {
        EcsGateway ecs = gateway(result);
        ContainerInstanceLookup known = lookup(result, ecs, List.of());
        List<CompletableFuture<ClusterAnswer>> underWay = new ArrayList<>();
        remembered.forEach(each -> underWay.add(CompletableFuture.supplyAsync(() -> known.lookUp(each), workers)));
        Answers<Cluster, List<String>> answers = ecs.ask(
                        questions.keySet(),
                        cluster -> ecs.containerInstanceArns(cluster, questions.getOrDefault(cluster, Set.of())))
                .get();
        Set<String> described = result.arns();
        List<ClusterAnswer> found = new ArrayList<>();
        List<Listed> listed = new ArrayList<>();
        questions.forEach((cluster, ids) -> {
            List<String> arns = answers.values().getOrDefault(cluster, List.of()).stream()
                    .filter(arn -> !described.contains(arn))
                    .toList();
            if (arns.isEmpty()) {
                ClusterSnapshot nothing =
                        ClusterSnapshot.empty(cluster, ecs.deadline().begun());
                found.add(new ClusterAnswer(ids, nothing, problem(cluster, answers)));
            } else {
                listed.add(new Listed(cluster, ids, arns, false));
            }
        });
        ContainerInstanceLookup lookup = lookup(result, ecs, listed);
        listed.forEach(each -> underWay.add(CompletableFuture.supplyAsync(() -> lookup.lookUp(each), workers)));
        underWay.forEach(each -> found.add(each.join()));
        return result.with(found);
    }

    /** Asks once how large the clusters are that list many of the instances, unless the fleet knows. */
    private ContainerInstanceLookup lookup(LookupResult result, EcsGateway ecs, List<Listed> listed) {
        AccountRegion place = result.accountRegion();
        List<Cluster> many = listed.stream()
                .filter(each -> each.arns().size() > TaskLookup.FEW)
                .map(Listed::cluster)
                .filter(cluster -> fleet.of(place, cluster).isEmpty())
                .toList();
        Supplier<Answers<List<Cluster>, List<Size>>> sizes =
                ecs.ask(many.isEmpty() ? List.of() : List.of(many), ecs::sizes);
        return new ContainerInstanceLookup(ecs, new TaskLookup(ecs, place, fleet, reads, sizes), result.noticeTimes());
    }

    private List<String> problem(Cluster cluster, Answers<Cluster, List<String>> answers) {
        String reason = answers.failures().get(cluster);
        boolean absent = reason != null && reason.startsWith(NOT_FOUND);
        // It was in the list of all, and was deleted just after.
        if (reason == null || (absent && !configured.contains(cluster))) {
            return List.of();
        }
        if (absent) {
            LOG.atWarn()
                    .addKeyValue("cluster", cluster.reference())
                    .log(
                            "spot.clusters (SPOT_CLUSTERS) names a cluster that does not exist in the account and Region of the"
                                    + " instance; correct the name, or give the cluster's ARN when it is in another Region");
        }
        return List.of(absent ? "it does not exist; see spot.clusters" : reason);
    }
}
