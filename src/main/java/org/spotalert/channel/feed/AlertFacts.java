package org.spotalert.channel.feed;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spotalert.channel.feed.AlertData.FargateTask;
import org.spotalert.channel.feed.AlertData.Figures;
import org.spotalert.channel.feed.AlertData.InstanceData;
import org.spotalert.channel.feed.AlertData.Omitted;
import org.spotalert.channel.feed.AlertData.ServiceData;
import org.spotalert.channel.feed.AlertData.TaskData;
import org.spotalert.channel.message.Threading;
import org.spotalert.channel.text.CleanText;
import org.spotalert.decide.Alert;
import org.spotalert.enrich.AffectedService;
import org.spotalert.enrich.Impact;
import org.spotalert.enrich.Instance;
import org.spotalert.enrich.ServiceStatus;
import org.spotalert.enrich.StandaloneTask;
import org.spotalert.event.InterruptedTask;
import org.spotalert.event.Interruption;

/** Puts an alert into the form that other programs read. */
final class AlertFacts {

    private static final int LONGEST_SENTENCE = 1_000;
    private static final int MOST_SENTENCES = 20;

    private AlertFacts() {}

    /**
     * The alert's data.
     *
     * @param thread the thread of the message that tells it
     * @param mostRows of services, and as many of standalone tasks, are in it at most
     */
    static AlertData of(Alert alert, String thread, int mostRows) {
        Impact impact = alert.impact();
        Interruption interruption = impact.interruption();
        Instant reclaimAt = interruption.reclaimAt();
        return new AlertData(
                Threading.key(alert),
                alert.announces(),
                alert.severity().toString(),
                Threading.incident(interruption),
                thread,
                text(interruption.account()),
                CleanText.line(interruption.region()),
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
                alert.ending() == null ? null : EndingFacts.of(alert.ending(), mostRows));
    }

    private static @Nullable FargateTask fargate(@Nullable InterruptedTask task) {
        return task == null
                ? null
                : new FargateTask(CleanText.line(task.arn()), text(task.group()), text(task.taskDefinition()));
    }

    private static InstanceData instance(Impact impact) {
        Instance instance = impact.instance();
        String id = CleanText.orUnknown(impact.interruption().instanceId());
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
                CleanText.orUnknown(service.name()),
                CleanText.orUnknown(service.cluster()),
                service.tasksOnInstance(),
                figures(service.status()),
                service.dropsBelowMinimum(),
                service.singleTask());
    }

    static @Nullable Figures figures(@Nullable ServiceStatus status) {
        return status == null
                ? null
                : new Figures(
                        status.desired(),
                        status.running(),
                        status.pending(),
                        status.minimumHealthy(),
                        status.minimumHealthyPercent(),
                        CleanText.orUnknown(status.taskDefinitionName()),
                        status.loadBalanced());
    }

    private static TaskData task(StandaloneTask task) {
        return new TaskData(
                CleanText.orUnknown(task.taskArn()),
                CleanText.orUnknown(task.group()),
                CleanText.orUnknown(task.taskDefinition()));
    }

    private static @Nullable Omitted omitted(Impact impact, int mostRows) {
        int services = Math.max(0, impact.services().size() - mostRows);
        int tasks = Math.max(0, impact.standaloneTasks().size() - mostRows);
        return services + tasks == 0 ? null : new Omitted(services, tasks);
    }

    private static List<String> sentences(List<String> sentences) {
        return sentences.stream()
                .limit(MOST_SENTENCES)
                .map(sentence -> CleanText.cut(CleanText.oneLine(sentence), LONGEST_SENTENCE))
                .toList();
    }

    private static @Nullable String text(@Nullable String value) {
        String line = value == null ? "" : CleanText.line(value);
        return line.isEmpty() ? null : line;
    }
}
