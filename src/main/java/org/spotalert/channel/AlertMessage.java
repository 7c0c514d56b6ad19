package org.spotalert.channel;

import java.util.List;

/**
 * An alert as a reader sees it at the moment it is sent: the model of every template.
 *
 * @param headline one line that says it all
 * @param kind the value of the message attribute {@code kind}: {@code interruption_warning} or
 *     {@code rebalance_recommendation}
 * @param severity {@code info}, {@code warning} or {@code critical}
 * @param whatHappened what AWS announced, in one sentence
 * @param timing when the instance goes, how many seconds are left, or that the time has passed
 * @param late whether the reclaim time has passed
 * @param facts what is known about the instance, label and value
 * @param services the services that lose tasks, worst first
 * @param standaloneTasks the tasks of no service
 * @param daemonTasks how many daemon tasks were left out
 * @param partialReason what is missing and why; empty when nothing is missing
 * @param advice what to look at first
 * @param links pages of the AWS console
 * @param thread what all messages about this instance have in common
 */
public record AlertMessage(
        String headline,
        String kind,
        String severity,
        String account,
        String region,
        String cluster,
        String instanceId,
        String whatHappened,
        String timing,
        boolean late,
        List<Fact> facts,
        List<ServiceLine> services,
        List<TaskLine> standaloneTasks,
        int daemonTasks,
        String partialReason,
        List<String> advice,
        List<Link> links,
        String thread) {

    /** One labelled value. */
    public record Fact(String label, String value) {}

    /** One page of the AWS console. */
    public record Link(String label, String url) {}

    /**
     * One service that loses tasks.
     *
     * @param counts desired, running and pending tasks, in words
     * @param note what makes it worse, in words; may be empty
     * @param url its page in the AWS console
     */
    public record ServiceLine(
            String name, String cluster, int tasks, String counts, String taskDefinition, String note, String url) {}

    /** One task of no service. */
    public record TaskLine(String taskId, String taskDefinition, String group) {}

    public AlertMessage {
        facts = List.copyOf(facts);
        services = List.copyOf(services);
        standaloneTasks = List.copyOf(standaloneTasks);
        advice = List.copyOf(advice);
        links = List.copyOf(links);
    }
}
