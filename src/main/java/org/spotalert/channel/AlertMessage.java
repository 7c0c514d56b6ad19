package org.spotalert.channel;

import java.util.List;

/**
 * An alert as a reader sees it at the moment it is sent. No value is null: what is not known reads "unknown". Every
 * text is one line without control characters, but is not yet escaped for any format.
 *
 * @param kind what it announces: {@code interruption_warning}, {@code rebalance_recommendation}, {@code detail},
 *     {@code recovered} or {@code not_recovered}
 * @param severity {@code info}, {@code warning} or {@code critical}
 * @param headline the most important facts in one line
 * @param happened what AWS does, as a sentence
 * @param incident the same text for every alert about one instance: {@code spot/<account>/<region>/<instance id>}
 * @param services the services that lose tasks, worst first
 * @param daemonTasks how many daemon tasks on the instance were left out
 * @param partial whether something could not be looked up
 * @param partialReason what is missing and why; empty when nothing is missing
 * @param advice what to look at first: one or two sentences
 * @param links pages of the AWS console, the instance first
 */
public record AlertMessage(
        String kind,
        String severity,
        String headline,
        String happened,
        String incident,
        InstanceFacts instance,
        Timing time,
        List<ServiceFacts> services,
        List<TaskFacts> standaloneTasks,
        int daemonTasks,
        boolean partial,
        String partialReason,
        List<String> advice,
        List<Link> links) {

    public AlertMessage {
        services = List.copyOf(services);
        standaloneTasks = List.copyOf(standaloneTasks);
        advice = List.copyOf(advice);
        links = List.copyOf(links);
    }

    /**
     * Where it happens.
     *
     * @param name the tag {@code Name}
     * @param status what ECS says of the container instance, for example {@code DRAINING}
     * @param age how long the instance has run, for example {@code 3 h 20 min}
     */
    public record InstanceFacts(
            String id,
            String name,
            String type,
            String zone,
            String account,
            String region,
            String cluster,
            String status,
            String autoScalingGroup,
            String age) {}

    /**
     * A service that loses tasks.
     *
     * @param tasks its tasks on the instance
     * @param known whether ECS told the service's own figures; if not, those that follow are zero, or unknown
     * @param minimumHealthy the fewest running tasks that count as healthy
     * @param dropsBelowMinimum whether fewer keep running once the instance is gone
     * @param figures all of the above as one line for a reader
     */
    public record ServiceFacts(
            String name,
            String cluster,
            int tasks,
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
            String figures) {}

    /** A task of no service. */
    public record TaskFacts(String id, String group, String taskDefinition) {}

    /** A page of the AWS console. */
    public record Link(String label, String url) {}
}
