package org.spotalert.channels.message;

import java.util.List;
import java.util.Set;
import org.spotalert.model.AlertKind;
import org.spotalert.platform.text.Names;

/**
 * A list of alerts as a reader sees it at the moment it is sent: one message, about one instance or a digest about
 * several. No value is null: what is not known reads "unknown". Every text is one line without control characters, but
 * is not yet escaped for any format. docs/templates.md describes each part.
 */
public record AlertMessage(
        String severity,
        String headline,
        List<String> headlines,
        String happened,
        List<String> remarks,
        String thread,
        String id,
        Timing time,
        Scope scope,
        String noun,
        List<InstanceFacts> instances,
        List<ServiceFacts> services,
        List<TaskFacts> standaloneTasks,
        int daemonTasks,
        List<PartialFacts> partial,
        List<String> advice,
        List<String> drain,
        List<OwnerFacts> owners,
        List<String> mentions,
        List<Link> links,
        boolean recovered) {

    private static final Set<String> RESOLUTIONS =
            Set.of(AlertKind.UNPLACED.toString(), AlertKind.RECOVERED.toString(), AlertKind.NOT_RECOVERED.toString());

    /** Whether it is about more than one instance. */
    public boolean several() {
        return instances.size() > 1;
    }

    /** Whether all it says is how the interruptions ended, well or not: no time is left that matters. */
    public boolean resolution() {
        return RESOLUTIONS.containsAll(scope.kinds().all());
    }

    /** The severity, or {@code recovered}: what a channel shows as a colour. */
    public String tone() {
        return resolution() && recovered ? "recovered" : severity;
    }

    /** What it is about: each value once, those of the most instances first. */
    public record Scope(Names kinds, Names accounts, Names regions, Names zones, Names clusters, Names types) {}

    /** Where it happens. */
    public record InstanceFacts(
            boolean task,
            String id,
            String name,
            String type,
            String zone,
            String account,
            String region,
            String cluster,
            String status,
            String autoScalingGroup,
            String age,
            Timing time,
            String url) {}

    /** A service that loses tasks. */
    public record ServiceFacts(
            String name,
            String cluster,
            int tasks,
            int instances,
            boolean known,
            int desired,
            int running,
            int pending,
            String taskDefinition,
            boolean loadBalanced,
            int minimumHealthy,
            int minimumHealthyPercent,
            boolean dropsBelowMinimum,
            boolean singleTask,
            int kept,
            boolean critical,
            String figures,
            String why) {}

    /** A task of no service, and the id of its instance. */
    public record TaskFacts(String id, String group, String taskDefinition, String instance) {}

    /** Something that could not be looked up. */
    public record PartialFacts(String reason, Names instances) {}

    /** Who looks after some of what is lost; the name or the runbook may be empty. */
    public record OwnerFacts(String name, Names services, String runbook) {}

    /** A page of the AWS console. */
    public record Link(String label, String url) {}
}
