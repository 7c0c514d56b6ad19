package org.spotalert.enrich;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spotalert.event.Interruption;

/** The first and the last step of the enrichment: from interruptions to findings, from findings to impacts. */
public final class Impacts {

    private final Clock clock;
    private final Duration patience;
    private final String homeRegion;

    /**
     * @param patience how long an alert waits for its lookups
     * @param homeRegion the region that EC2 and ECS are asked in
     */
    public Impacts(Clock clock, Duration patience, String homeRegion) {
        this.clock = clock;
        this.patience = patience;
        this.homeRegion = homeRegion;
    }

    /** Nothing found yet; the time budget starts now. */
    public Findings begin(List<Interruption> interruptions) {
        return Findings.none(interruptions, clock.instant().plus(patience));
    }

    /** What was found, per interruption. */
    public List<Impact> finish(Findings findings) {
        return findings.interruptions().stream()
                .map(interruption -> impact(interruption, findings))
                .toList();
    }

    private Impact impact(Interruption interruption, Findings findings) {
        Instance instance = findings.instances().get(interruption.instanceId());
        Workload workload = findings.workloads().get(interruption.instanceId());
        if (workload == null) {
            return new Impact(
                    interruption,
                    instance,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    0,
                    new Completeness(missing(interruption, instance, findings)));
        }
        // Trouble with other clusters does not matter once one has confirmed the instance.
        List<String> missing = new ArrayList<>(workload.missing());
        missing.addAll(findings.instanceProblems());
        return new Impact(
                interruption,
                instance,
                workload.cluster(),
                workload.containerInstance(),
                workload.services(),
                workload.standaloneTasks(),
                workload.daemonTasks(),
                new Completeness(missing));
    }

    /**
     * Trouble with EC2 does not matter when every cluster has denied the instance; but an instance of another region
     * that is found nowhere was looked for in the wrong place.
     */
    private List<String> missing(Interruption interruption, @Nullable Instance instance, Findings findings) {
        List<String> missing = new ArrayList<>(findings.clusterProblems());
        if (instance == null && !interruption.region().equals(homeRegion)) {
            missing.add(
                    "the instance is in " + interruption.region() + ", and EC2 and ECS were asked in " + homeRegion);
        }
        return missing;
    }
}
