package org.spotalert.channels.cloudevents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert as other programs read it: version 1 of the JSON that docs/schemas/alert-1.schema.json describes, member by member.
 * What is not known is left out. Members may be added; what is there keeps its name and meaning within a version.
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

    /** The instance. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record InstanceData(
            String id,
            @Nullable String name,
            @Nullable String type,
            @Nullable String launchedAt,
            @Nullable String autoScalingGroup,
            @Nullable String status) {}

    /** A service that loses tasks. */
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

    /** A task of Fargate Spot. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FargateTask(
            String arn, @Nullable String group, @Nullable String taskDefinition) {}

    /** How it ended. */
    public record ResolutionData(
            String warned, long afterSeconds, boolean settled, List<ServiceOutcomeData> services, int standaloneTasks) {

        public ResolutionData {
            services = List.copyOf(services);
        }
    }

    /** How it ended for a service. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ServiceOutcomeData(
            String name,
            String cluster,
            boolean whole,
            long belowMinimumSeconds,
            @Nullable Figures figures,
            @Nullable String reason) {}
}
