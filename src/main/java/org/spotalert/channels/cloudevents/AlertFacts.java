package org.spotalert.channels.cloudevents;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.cloudevents.AlertData.FargateTask;
import org.spotalert.channels.cloudevents.AlertData.Figures;
import org.spotalert.channels.cloudevents.AlertData.InstanceData;
import org.spotalert.channels.cloudevents.AlertData.Omitted;
import org.spotalert.channels.cloudevents.AlertData.ResolutionData;
import org.spotalert.channels.cloudevents.AlertData.ServiceData;
import org.spotalert.channels.cloudevents.AlertData.ServiceOutcomeData;
import org.spotalert.channels.cloudevents.AlertData.TaskData;
import org.spotalert.channels.message.Threading;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.Impact;
import org.spotalert.model.Instance;
import org.spotalert.model.Interruption;
import org.spotalert.model.RecoveryOutcome;
import org.spotalert.model.RecoveryOutcome.ServiceOutcome;
import org.spotalert.model.Resource;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.StandaloneTask;
import org.spotalert.platform.text.TextSanitizer;

/** Puts an alert into the form that other programs read. */
public final class AlertFacts {

    private static final int LONGEST_SENTENCE = 1_000;
    private static final int MOST_SENTENCES = 20;

    private AlertFacts() {}

    /**
     * The alert's data.
     *
     * @param thread the thread of its message
     * @param mostRows of services, and as many of standalone tasks, are in it at most
     */
    public static AlertData of(Alert alert, String thread, int mostRows) {
        Impact impact = alert.impact();
        Interruption interruption = impact.interruption();
        Instant reclaimAt = interruption.terminatesAt();
        return new AlertData(
                Threading.key(alert),
                alert.announces(),
                alert.severity().toString(),
                Threading.incident(interruption),
                thread,
                text(interruption.account()),
                TextSanitizer.line(interruption.region()),
                text(impact.zone()),
                interruption.action().toString(),
                AlertData.time(interruption.noticedAt()),
                reclaimAt == null ? null : AlertData.time(reclaimAt),
                instance(impact),
                fargate(interruption.task()),
                impact.cluster() == null ? null : text(impact.cluster().name()),
                impact.services().stream()
                        .limit(mostRows)
                        .map(AlertFacts::service)
                        .toList(),
                impact.standaloneTasks().stream()
                        .limit(mostRows)
                        .map(AlertFacts::task)
                        .toList(),
                impact.daemonTasks(),
                sentences(impact.completeness().reasons()),
                omitted(impact, mostRows),
                sentences(alert.remarks()),
                alert.outcome() == null ? null : resolution(alert.outcome(), mostRows));
    }

    private static @Nullable FargateTask fargate(Resource.@Nullable FargateTask task) {
        return task == null
                ? null
                : new FargateTask(TextSanitizer.line(task.arn()), text(task.group()), text(task.taskDefinition()));
    }

    private static InstanceData instance(Impact impact) {
        Instance instance = impact.instance();
        String id = TextSanitizer.orUnknown(impact.interruption().resourceId());
        String status = impact.containerInstance() == null
                ? null
                : text(impact.containerInstance().status());
        return instance == null
                ? new InstanceData(id, null, null, null, null, status)
                : new InstanceData(
                        id,
                        text(instance.name()),
                        text(instance.type()),
                        instance.launchedAt() == null ? null : AlertData.time(instance.launchedAt()),
                        text(instance.autoScalingGroup()),
                        status);
    }

    private static ServiceData service(AffectedService service) {
        return new ServiceData(
                TextSanitizer.orUnknown(service.name()),
                TextSanitizer.orUnknown(service.cluster()),
                service.tasksOnInstance(),
                figures(service.status()),
                service.dropsBelowMinimum(),
                service.singleTask());
    }

    private static @Nullable Figures figures(@Nullable ServiceStatus status) {
        return status == null
                ? null
                : new Figures(
                        status.desired(),
                        status.running(),
                        status.pending(),
                        status.minimumHealthy(),
                        status.minimumHealthyPercent(),
                        TextSanitizer.orUnknown(status.taskDefinitionName()),
                        status.loadBalanced());
    }

    private static TaskData task(StandaloneTask task) {
        return new TaskData(
                TextSanitizer.orUnknown(task.taskArn()),
                TextSanitizer.orUnknown(task.group()),
                TextSanitizer.orUnknown(task.taskDefinition()));
    }

    private static @Nullable Omitted omitted(Impact impact, int mostRows) {
        int services = Math.max(0, impact.services().size() - mostRows);
        int tasks = Math.max(0, impact.standaloneTasks().size() - mostRows);
        return services + tasks == 0 ? null : new Omitted(services, tasks);
    }

    private static List<String> sentences(List<String> sentences) {
        return sentences.stream()
                .limit(MOST_SENTENCES)
                .map(sentence -> TextSanitizer.cut(TextSanitizer.oneLine(sentence), LONGEST_SENTENCE))
                .toList();
    }

    private static @Nullable String text(@Nullable String value) {
        String line = value == null ? "" : TextSanitizer.line(value);
        return line.isEmpty() ? null : line;
    }

    private static ResolutionData resolution(RecoveryOutcome outcome, int mostRows) {
        return new ResolutionData(
                outcome.warned().toString(),
                outcome.after().toSeconds(),
                outcome.resolved(),
                outcome.services().stream()
                        .limit(mostRows)
                        .map(AlertFacts::outcome)
                        .toList(),
                outcome.standaloneTasks());
    }

    private static ServiceOutcomeData outcome(ServiceOutcome service) {
        return new ServiceOutcomeData(
                TextSanitizer.orUnknown(service.name()),
                TextSanitizer.orUnknown(service.cluster()),
                service.stable(),
                service.below().toSeconds(),
                figures(service.status()),
                service.problem() == null
                        ? null
                        : TextSanitizer.cut(TextSanitizer.oneLine(service.problem()), LONGEST_SENTENCE));
    }
}
