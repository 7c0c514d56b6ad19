package org.spotalert.channels.cloudevents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert as other programs read it: version 1 of the JSON that docs/schemas/alert-1.schema.json describes. What is not
 * known is left out. Members may be added; what is there keeps its name and meaning within a version.
 *
 * @param id identifies this alert; the same whenever it is sent again
 * @param kind what is announced: {@code interruption_warning}, {@code rebalance_recommendation}, {@code scheduled_change},
 *     {@code detail}, {@code recovered} or {@code not_recovered}
 * @param severity {@code info}, {@code warning} or {@code critical}
 * @param incident the same text for every alert about one instance
 * @param thread the same text for all that one channel sends about a warning, or about the digest that it was part of
 * @param action what EC2 does: {@code terminate}, {@code stop}, {@code hibernate}, {@code retire}, {@code reboot} or
 *     {@code unknown}
 * @param noticedAt when EC2 gave the notice, as ISO 8601 in UTC
 * @param reclaimAt when EC2 takes the instance, or a scheduled change begins, as ISO 8601 in UTC
 * @param task the Fargate task, where it is one
 * @param cluster the short name of the ECS cluster
 * @param services the services that lose tasks, worst first
 * @param daemonTasks how many daemon tasks were left out
 * @param missing what could not be looked up; empty when nothing is missing
 * @param omitted what was left out for its size
 * @param remarks what is to be known about this delivery
 * @param ending how the interruption ended, where the alert says so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlertData(
        String id,
        String kind,
        String severity,
        String incident,
        String thread,
        @Nullable String account,
        String region,
        @Nullable String zone,
        String action,
        String noticedAt,
        @Nullable String reclaimAt,
        InstanceData instance,
        @Nullable FargateTask task,
        @Nullable String cluster,
        List<ServiceData> services,
        List<TaskData> standaloneTasks,
        int daemonTasks,
        List<String> missing,
        @Nullable Omitted omitted,
        List<String> remarks,
        @Nullable ResolutionData ending) {

    public AlertData {
        services = List.copyOf(services);
        standaloneTasks = List.copyOf(standaloneTasks);
        missing = List.copyOf(missing);
        remarks = List.copyOf(remarks);
    }

    static String time(Instant instant) {
        return instant.toString();
    }

    /**
     * The instance.
     *
     * @param name the tag {@code Name}
     * @param status what ECS says of the container instance, for example {@code DRAINING}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record InstanceData(
            String id,
            @Nullable String name,
            @Nullable String type,
            @Nullable String launchedAt,
            @Nullable String autoScalingGroup,
            @Nullable String status) {}

    /**
     * A service that loses tasks.
     *
     * @param tasksLost its tasks on the instance
     * @param figures the service's own figures; left out when ECS did not give them
     * @param dropsBelowMinimum whether fewer tasks than the minimum keep running without the instance
     * @param singleTask whether the service runs one task only, the one on this instance
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ServiceData(
            String name,
            String cluster,
            int tasksLost,
            @Nullable Figures figures,
            boolean dropsBelowMinimum,
            boolean singleTask) {}

    /** What ECS says of a service: numbers of tasks, and the lower limit of running ones. */
    public record Figures(
            int desired,
            int running,
            int pending,
            int minimumHealthy,
            int minimumHealthyPercent,
            String taskDefinition,
            boolean loadBalanced) {}

    /** A task of no service, which nobody starts again. */
    public record TaskData(String arn, String group, String taskDefinition) {}

    /** How many of each sort were left out, so that the alert is not too large. */
    public record Omitted(int services, int standaloneTasks) {}

    /**
     * A task of Fargate Spot.
     *
     * @param group {@code service:<name>} for a service's task
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FargateTask(
            String arn, @Nullable String group, @Nullable String taskDefinition) {}

    /**
     * How it ended.
     *
     * @param warned the severity of the warning
     * @param afterSeconds how long after the notice
     * @param settled whether nothing is left to do
     * @param services the services that lost tasks, as many as {@link AlertData#services} has
     * @param standaloneTasks how many tasks of no service were lost
     */
    public record ResolutionData(
            String warned, long afterSeconds, boolean settled, List<ServiceOutcomeData> services, int standaloneTasks) {

        public ResolutionData {
            services = List.copyOf(services);
        }
    }

    /**
     * How it ended for a service.
     *
     * @param whole whether it runs all its tasks again, or is gone
     * @param belowMinimumSeconds for about how long it was below its minimum
     * @param figures left out when it is gone, or could not be looked up
     * @param reason why it has not recovered
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ServiceOutcomeData(
            String name,
            String cluster,
            boolean whole,
            long belowMinimumSeconds,
            @Nullable Figures figures,
            @Nullable String reason) {}
}
