package org.spotalert.pipeline.enrich;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.InFlightLookups;
import org.spotalert.fleet.LookupResult;
import org.spotalert.fleet.Workload;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Completeness;
import org.spotalert.model.Impact;
import org.spotalert.model.Instance;
import org.spotalert.model.Interruption;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.CallerCredentials;

/** The first and the last step of the enrichment: from interruptions to lookups, from their results to impacts. */
public final class Enricher {

    /** In a storm the request budget grants hundreds of calls in this time. */
    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(30);

    private final Clock clock;
    private final Clock asOf;
    private final Duration timeout;
    private final CallerCredentials credentials;
    private final InFlightLookups inFlight = new InFlightLookups();

    /**
     * @param clock measures how long calls may take
     * @param asOf says whether a notice is late
     * @param timeout how long an alert waits for its lookups
     * @param credentials as whom EC2 and ECS are asked
     */
    public Enricher(Clock clock, Clock asOf, Duration timeout, CallerCredentials credentials) {
        this.clock = clock;
        this.asOf = asOf;
        this.timeout = timeout;
        this.credentials = credentials;
    }

    /** Nothing found yet, for each account and Region where EC2 and ECS are asked; the time budget starts now. */
    public List<LookupResult> begin(List<Interruption> batch) {
        Instant now = clock.instant();
        return begin(batch, CallDeadline.ofAlert(now.plus(timeout)), now);
    }

    /**
     * The same for what was sent already, without all that there is to know: nobody waits, and alerts come first. Where a
     * lookup is in flight, none begins, and nothing comes of these interruptions.
     */
    public List<LookupResult> retryIncomplete(List<Interruption> batch) {
        Instant now = clock.instant();
        return begin(batch, CallDeadline.lowPriority(now.plus(RETRY_TIMEOUT)), now);
    }

    private List<LookupResult> begin(List<Interruption> batch, CallDeadline deadline, Instant now) {
        Map<AccountRegion, List<Interruption>> groups = batch.stream()
                .collect(Collectors.groupingBy(
                        interruption -> credentials.accountRegion(interruption.account(), interruption.region()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return groups.entrySet().stream()
                .filter(group -> inFlight.begin(group.getKey(), deadline, now))
                .map(group -> LookupResult.none(group.getKey(), group.getValue(), deadline))
                .toList();
    }

    /** What was found, per interruption. */
    public List<Impact> finish(List<LookupResult> gathered) {
        gathered.forEach(result -> inFlight.end(result.accountRegion(), result.deadline()));
        return gathered.stream()
                .flatMap(result -> result.interruptions().stream().map(interruption -> impact(interruption, result)))
                .toList();
    }

    private Impact impact(Interruption interruption, LookupResult result) {
        Instance instance = result.instances().get(interruption.resourceId());
        Workload workload = result.workloads().get(interruption.resourceId());
        if (workload == null) {
            return new Impact(
                    interruption,
                    instance,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    0,
                    new Completeness(orTooLate(interruption, missing(interruption, instance, result))),
                    null);
        }
        // Problems with other clusters do not matter once one has tasks of the instance; problems with EC2 only where
        // it left this instance out.
        boolean losesNothing = !workload.losesTasks();
        List<String> missing = Stream.of(
                        workload.missing(),
                        losesNothing ? result.clusterProblems() : List.<String>of(),
                        instance == null ? result.instanceProblems() : List.<String>of())
                .flatMap(List::stream)
                .distinct()
                .toList();
        return new Impact(
                interruption,
                instance,
                workload.cluster(),
                workload.containerInstance(),
                workload.services(),
                workload.standaloneTasks(),
                workload.daemonTasks(),
                new Completeness(losesNothing ? orTooLate(interruption, missing) : missing),
                workload.capacity());
    }

    /**
     * That nothing is found once the warning time is over does not mean that there was nothing: ECS forgets what ran on an
     * instance that is gone. A redelivery or a replay must not silence an alert that way.
     */
    private List<String> orTooLate(Interruption interruption, List<String> missing) {
        return interruption.kind().tooLateToFind(interruption, asOf.instant()) && missing.isEmpty()
                ? List.of("the notice came too late to find out what ran on the instance")
                : missing;
    }

    /**
     * Problems with EC2 do not matter when every cluster has denied the instance. But an instance of another account that is
     * found nowhere was looked up in the wrong place, or may have been when the program's own account is unknown.
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
