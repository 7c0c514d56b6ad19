package org.spotalert.channels.message;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.spotalert.model.AlertKind;
import org.spotalert.platform.text.Names;

/**
 * A list of alerts as a reader sees it at the moment it is sent: one message, about one instance or a digest about
 * several. No value is null: what is not known reads "unknown". Every text is one line without control characters, but
 * is not yet escaped for any format.
 *
 * @param severity {@code info}, {@code warning} or {@code critical}: the worst of all
 * @param headline the most important facts in one line
 * @param happened what AWS does, in a sentence or two
 * @param remarks what is to be known about this delivery before anything else; usually empty
 * @param thread the same text for every message about one instance: {@code spot/<account>/<region>/<instance id>}; a
 *     digest of several instances has a thread of its own
 * @param id identifies this message; the same whenever these alerts are sent again
 * @param time when the instance goes that is taken next
 * @param noun what they are, in the plural: {@code Spot Instances}, {@code Fargate tasks}, or both; {@code EC2 instances} where a
 *     change is scheduled for one
 * @param instances each instance once, the worst and most urgent first; at least one
 * @param services the services that lose tasks, worst first
 * @param daemonTasks how many daemon tasks on the instances were left out
 * @param partial what could not be looked up; empty when nothing is missing
 * @param advice what to look at first: one or two texts, which name every service in danger
 * @param links pages of the AWS console: the instance (not in a digest), the clusters, the services, worst first
 * @param recovered whether all it says is that nothing is left to do, so that an incident may be closed
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
            Set.of(AlertKind.RECOVERED.toString(), AlertKind.NOT_RECOVERED.toString());

    public AlertMessage {
        remarks = List.copyOf(remarks);
        instances = List.copyOf(instances);
        services = List.copyOf(services);
        standaloneTasks = List.copyOf(standaloneTasks);
        partial = List.copyOf(partial);
        advice = List.copyOf(advice);
        links = List.copyOf(links);
    }

    /** Whether it is about more than one instance. */
    public boolean several() {
        return instances.size() > 1;
    }

    /** Whether all it says is how the interruptions ended, well or not: no time is left that matters. */
    public boolean resolution() {
        return RESOLUTIONS.containsAll(scope.kinds().all());
    }

    /**
     * What it is about: each value once, those of the most instances first.
     *
     * @param kinds what is announced: the name of an {@link org.spotalert.model.InterruptionKind} in lower case, such as
     *     {@code interruption_warning}; or {@code detail}, {@code recovered} or {@code not_recovered}
     */
    public record Scope(Names kinds, Names accounts, Names regions, Names zones, Names clusters, Names types) {}

    /**
     * Where it happens.
     *
     * @param task whether it is a Fargate task, which has no name, status, Auto Scaling group and age: these are unknown
     * @param name the tag {@code Name}
     * @param status what ECS says of the container instance, for example {@code DRAINING}
     * @param age how long the instance has run, for example {@code 3 h 20 min}
     * @param url the instance's page in the AWS console
     */
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

    /**
     * A service that loses tasks.
     *
     * @param cluster its cluster; in a digest that spans Regions or accounts with these
     * @param tasks its tasks on the instances
     * @param instances on how many instances they are
     * @param known whether ECS gave the service's own figures; if not, those that follow are zero, or unknown
     * @param minimumHealthy the fewest running tasks that count as healthy
     * @param dropsBelowMinimum whether fewer keep running once all these instances are gone
     * @param kept how many tasks keep running once all these instances are gone
     * @param critical whether that is so few that the service is in danger
     * @param figures all of the above as one line for a reader
     */
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
            return figures + "; " + taskDefinition + (loadBalanced ? "; load balanced" : "");
        }
    }

    /** A task of no service, and the id of its instance. */
    public record TaskFacts(String id, String group, String taskDefinition, String instance) {

        /** Id and task definition, for a line that begins with the group; in a digest its instance as well. */
        public String line(AlertMessage message) {
            return id + "; " + taskDefinition + (message.several() ? "; on " + instance : "");
        }
    }

    /**
     * Something that could not be looked up.
     *
     * @param reason what is missing and why
     * @param instances the ids of the instances it is missing for
     */
    public record PartialFacts(String reason, Names instances) {}

    /** A page of the AWS console. */
    public record Link(String label, String url) {}
}
