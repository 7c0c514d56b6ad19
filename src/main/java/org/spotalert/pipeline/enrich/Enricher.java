package org.spotalert.pipeline.enrich;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.Fleet;
import org.spotalert.fleet.FleetSettings;
import org.spotalert.fleet.LookupResult;
import org.spotalert.fleet.Workload;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Capacity;
import org.spotalert.model.Completeness;
import org.spotalert.model.Impact;
import org.spotalert.model.Instance;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.CallerCredentials;
import org.spotalert.platform.aws.Priority;

/**
 * The first and the last step of the enrichment: from interruptions to lookups, from their results to impacts.
 *
 * @param clock measures how long calls may take
 * @param asOf says whether a notice is late
 * @param timeout how long an alert waits for its lookups
 * @param credentials as whom EC2 and ECS are asked
 * @param fleet what ran where before
 */
public record Enricher(
        Clock clock, Clock asOf, Duration timeout, CallerCredentials credentials, Fleet fleet, FleetSettings settings) {

    /** In a storm the request budget grants hundreds of calls in this time. */
    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(30);
    /**
     * That nothing is found once the warning time is over does not mean that there was nothing: ECS forgets what ran on an
     * instance that is gone. A redelivery or a replay must not silence an alert that way.
     */
    private static final List<String> TOO_LATE =
            List.of("the notice came too late to find out what ran on the instance");

    /**
     * Nothing found yet, for each account and Region where EC2 and ECS are asked; the time budget starts now. It is short where
     * the fleet snapshot knows what is lost.
     */
    public List<LookupResult> begin(List<Interruption> batch) {
        return begin(batch, Priority.ALERT);
    }

    /** The same for what was sent already, without all that there is to know: nobody waits, and alerts come first. */
    public List<LookupResult> retryIncomplete(List<Interruption> batch) {
        return begin(batch, Priority.RECOVERY);
    }

    private List<LookupResult> begin(List<Interruption> batch, Priority priority) {
        Instant now = clock.instant();
        Map<AccountRegion, List<Interruption>> groups = batch.stream()
                .collect(Collectors.groupingBy(
                        interruption -> credentials.accountRegion(interruption.account(), interruption.region()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> LookupResult.none(
                        group.getKey(),
                        group.getValue(),
                        CallDeadline.of(
                                priority,
                                now,
                                priority == Priority.ALERT
                                        ? timeout(group.getKey(), group.getValue())
                                        : RETRY_TIMEOUT)))
                .toList();
    }

    private Duration timeout(AccountRegion place, List<Interruption> interruptions) {
        boolean known = interruptions.stream()
                .allMatch(each ->
                        fleet.losses(place, each.resourceId(), each.noticedAt()).isPresent());
        return known && settings.timeout().compareTo(timeout) < 0 ? settings.timeout() : timeout;
    }

    /** What was found, per interruption. */
    public List<Impact> finish(List<LookupResult> gathered) {
        gathered.stream().filter(LookupResult::anyFound).forEach(result -> fleet.watch(result.accountRegion()));
        return gathered.stream()
                .flatMap(result -> result.interruptions().stream()
                        .map(interruption -> impact(interruption, result).stopping(fleet.definitions()::stopTimeout)))
                .toList();
    }

    /** What AWS has said in time, or else said before, unless that leaves out what it has said in time. */
    private Impact impact(Interruption interruption, LookupResult result) {
        AccountRegion place = result.accountRegion();
        String id = interruption.resourceId();
        Instance described = result.instance(id);
        Instance instance = described == null ? fleet.instance(place, id).orElse(null) : described;
        Workload workload = result.workload(interruption).orElse(null);
        Impact live = impact(
                interruption,
                instance,
                workload,
                new Completeness(missing(interruption, instance, workload, result)),
                result.capacity(id));
        return live.completeness().partial()
                ? (interruption.kind() == InterruptionKind.MISSED
                                ? fleet.lastLosses(place, id, interruption.noticedAt())
                                : fleet.losses(place, id, interruption.noticedAt()))
                        .map(known -> impact(
                                interruption,
                                instance,
                                known.workload(),
                                new Completeness(List.of(), known.asOf()),
                                null))
                        .filter(known -> known.covers(live))
                        .orElse(live)
                : live;
    }

    private static Impact impact(
            Interruption interruption,
            @Nullable Instance instance,
            @Nullable Workload workload,
            Completeness completeness,
            @Nullable Capacity capacity) {
        return workload == null
                ? new Impact(interruption, instance, null, null, List.of(), List.of(), 0, completeness, null)
                : new Impact(
                        interruption,
                        instance,
                        workload.cluster(),
                        workload.containerInstance(),
                        workload.services(),
                        workload.standaloneTasks(),
                        workload.daemonTasks(),
                        completeness,
                        capacity);
    }

    /**
     * Problems with other clusters do not matter once one has tasks of the instance; problems with EC2 only where it left this
     * instance out, and not when every cluster has denied it.
     */
    private List<String> missing(
            Interruption interruption, @Nullable Instance instance, @Nullable Workload workload, LookupResult result) {
        Set<String> missing = new LinkedHashSet<>();
        if (workload == null) {
            missing.addAll(missing(interruption, instance, result));
        } else {
            missing.addAll(workload.missing());
            missing.addAll(workload.losesTasks() ? List.of() : result.clusterProblems());
            missing.addAll(instance == null ? result.instanceProblems() : List.of());
        }
        boolean late = missing.isEmpty() && (workload == null || !workload.losesTasks());
        return late && interruption.kind().tooLateToFind(interruption, asOf.instant())
                ? TOO_LATE
                : List.copyOf(missing);
    }

    /**
     * An instance of another account that is found nowhere was looked up in the wrong place, or may have been when the program's
     * own account is unknown.
     */
    private List<String> missing(Interruption interruption, @Nullable Instance instance, LookupResult result) {
        List<String> missing = new ArrayList<>(result.clusterProblems());
        // An instance that EC2 knows there is there, whoever named the place.
        if (interruption.placeAssumed() && instance == null) {
            String what = interruption.assumed().contains(Interruption.Assumed.REGION) ? "Region" : "account";
            missing.add("the notice names no " + what + ", and the instance is not in " + interruption.region()
                    + " of the account that was asked, which was assumed");
        }
        String account = interruption.account();
        // Who asked is looked up only when that may be the reason.
        if (missing.isEmpty()
                && instance == null
                && account != null
                && result.accountRegion().account() == null) {
            String asked = credentials.ownAccount().orElse("unknown: STS does not say");
            if (!asked.equals(account)) {
                missing.add("the instance is in account " + account + ", and EC2 and ECS were asked in account " + asked
                        + "; see spot.assume-role-arn and spot.accounts");
            }
        }
        return missing;
    }
}
