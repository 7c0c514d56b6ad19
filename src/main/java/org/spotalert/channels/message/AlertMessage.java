package org.spotalert.channels.message;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
            String url) {

        /** Id, type, place and status, for a line; and when it goes unless the message is a resolution. */
        public List<String> line(AlertMessage message) {
            return Stream.of(
                            Stream.of(id, type, zone, cluster),
                            task ? Stream.<String>of() : Stream.of(status),
                            message.resolution() ? Stream.<String>of() : Stream.of(time.text()))
                    .flatMap(values -> values)
                    .toList();
        }
    }

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
            String figures) {

        /** Figures and task definition, for a line that begins with the name. */
        public String line() {
            return figures + (loadBalanced ? ", behind a load balancer; " : "; ") + taskDefinition;
        }
    }

    /** A task of no service, and the id of its instance. */
    public record TaskFacts(String id, String group, String taskDefinition, String instance) {

        /** Id and task definition, for a line that begins with the group; in a digest its instance as well. */
        public String line(AlertMessage message) {
            return id + "; " + taskDefinition + (message.several() ? "; on " + instance : "");
        }
    }

    /** Something that could not be looked up. */
    public record PartialFacts(String reason, Names instances) {}

    /** A page of the AWS console. */
    public record Link(String label, String url) {}
}
