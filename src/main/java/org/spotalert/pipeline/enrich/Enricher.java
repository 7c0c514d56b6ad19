package org.spotalert.pipeline.enrich;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.spotalert.model.Interruption.Assumed;
import org.spotalert.model.InterruptionKind;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.CallerCredentials;

/** The first and the last step of the enrichment: from interruptions to findings, from findings to impacts. */
public final class Enricher {

    /** In a storm the request budget grants hundreds of calls in this time, and a look tells what it has found at its end. */
    private static final Duration PATIENCE_AGAIN = Duration.ofSeconds(30);

    private final Clock clock;
    private final Clock asOf;
    private final Duration patience;
    private final CallerCredentials credentials;
    private final InFlightLookups looks = new InFlightLookups();

    /**
     * @param patience how long an alert waits for its lookups
     * @param credentials as whom EC2 and ECS are asked
     */
    public Enricher(Clock clock, Duration patience, CallerCredentials credentials) {
        this(clock, clock, patience, credentials);
    }

    /**
     * The same, seen from another time.
     *
     * @param clock how long calls may take goes by it
     * @param asOf whether a notice is late goes by it
     */
    public Enricher(Clock clock, Clock asOf, Duration patience, CallerCredentials credentials) {
        this.clock = clock;
        this.asOf = asOf;
        this.patience = patience;
        this.credentials = credentials;
    }

    /** Nothing found yet, for each account and Region where EC2 and ECS are asked; the time budget starts now. */
    public List<LookupResult> begin(List<Interruption> batch) {
        Instant now = clock.instant();
        return begin(batch, CallDeadline.ofAlert(now.plus(patience)), now);
    }

    /**
     * The same for what was told already, without all that there is to know: nobody waits, and alerts come first. Where a
     * look is under way, nothing is looked up now, and nothing comes of these interruptions.
     */
    public List<LookupResult> beginAgain(List<Interruption> batch) {
        Instant now = clock.instant();
        return begin(batch, CallDeadline.yielding(now.plus(PATIENCE_AGAIN)), now);
    }

    private List<LookupResult> begin(List<Interruption> batch, CallDeadline deadline, Instant now) {
        Map<AccountRegion, List<Interruption>> groups = new LinkedHashMap<>();
        batch.forEach(interruption -> groups.computeIfAbsent(
                        credentials.accountRegion(interruption.account(), interruption.region()),
                        added -> new ArrayList<>())
                .add(interruption));
        return groups.entrySet().stream()
                .filter(group -> looks.begin(group.getKey(), deadline, now))
                .map(group -> LookupResult.none(group.getKey(), group.getValue(), deadline))
                .toList();
    }

    /** What was found, per interruption. */
    public List<Impact> finish(List<LookupResult> gathered) {
        gathered.forEach(findings -> looks.end(findings.accountRegion(), findings.deadline()));
        return gathered.stream()
                .flatMap(findings ->
                        findings.interruptions().stream().map(interruption -> impact(interruption, findings)))
                .toList();
    }

    private Impact impact(Interruption interruption, LookupResult findings) {
        Instance instance = findings.instances().get(interruption.resourceId());
        Workload workload = findings.workloads().get(interruption.resourceId());
        if (workload == null) {
            return new Impact(
                    interruption,
                    instance,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    0,
                    new Completeness(orTooLate(interruption, missing(interruption, instance, findings))));
        }
        // Trouble with other clusters does not matter once one has tasks of the instance; trouble with EC2 only where
        // it left this instance out.
        boolean losesNothing = !workload.losesTasks();
        List<String> missing = Stream.of(
                        workload.missing(),
                        losesNothing ? findings.clusterProblems() : List.<String>of(),
                        instance == null ? findings.instanceProblems() : List.<String>of())
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
        boolean late = interruption.kind().warning()
                && asOf.instant().isAfter(interruption.noticedAt().plus(InterruptionKind.WARNING_TIME));
        return late && missing.isEmpty()
                ? List.of("the notice came too late to find out what ran on the instance")
                : missing;
    }

    /**
     * Trouble with EC2 does not matter when every cluster has denied the instance; but an instance of another account
     * that is found nowhere was looked for in the wrong place, and may have been when nobody tells the program's own.
     */
    private List<String> missing(Interruption interruption, @Nullable Instance instance, LookupResult findings) {
        List<String> missing = new ArrayList<>(findings.clusterProblems());
        // An instance that EC2 knows there is there, whoever named the place.
        if (interruption.placeAssumed() && instance == null) {
            String what = interruption.assumed().contains(Assumed.REGION) ? "Region" : "account";
            missing.add("the notice names no " + what + ", and the instance is not in " + interruption.region()
                    + " of the account that was asked, which was assumed");
        }
        String account = interruption.account();
        // Who asked is looked up only when that may be the reason.
        if (missing.isEmpty()
                && instance == null
                && account != null
                && findings.accountRegion().account() == null) {
            String asked = credentials.ownAccount().orElse("unknown: STS does not tell");
            if (!asked.equals(account)) {
                missing.add("the instance is in account " + account + ", and EC2 and ECS were asked in account " + asked
                        + "; see spot.assume-role-arn and spot.accounts");
            }
        }
        return missing;
    }
}
