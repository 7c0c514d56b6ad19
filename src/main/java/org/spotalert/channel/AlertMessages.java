package org.spotalert.channel;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spotalert.channel.AlertMessage.InstanceFacts;
import org.spotalert.channel.AlertMessage.ServiceFacts;
import org.spotalert.channel.AlertMessage.TaskFacts;
import org.spotalert.decide.Alert;
import org.spotalert.enrich.AffectedService;
import org.spotalert.enrich.Impact;
import org.spotalert.enrich.Instance;
import org.spotalert.enrich.ServiceStatus;
import org.spotalert.event.Interruption;

/** Words an alert for a reader, the same for every channel. */
public final class AlertMessages {

    private final Clock clock;

    /** Counts the seconds left by this clock. */
    public AlertMessages(Clock clock) {
        this.clock = clock;
    }

    /** The alert as it reads now. */
    public AlertMessage of(Alert alert) {
        Instant now = clock.instant();
        Impact impact = alert.impact();
        Timing time = Timing.of(impact.interruption(), now);
        Headline headline = new Headline(alert, time);
        InstanceFacts instance = instance(impact, now);
        return new AlertMessage(
                Headline.kind(alert),
                alert.severity().toString(),
                headline.line(),
                headline.happened(),
                "spot/" + instance.account() + "/" + instance.region() + "/" + instance.id(),
                instance,
                time,
                impact.services().stream().map(AlertMessages::service).toList(),
                tasks(impact),
                impact.daemonTasks(),
                impact.completeness().partial(),
                CleanText.cut(CleanText.oneLine(impact.completeness().reason()), 1000),
                Advice.of(alert, time),
                ConsoleLinks.of(impact));
    }

    private static InstanceFacts instance(Impact impact, Instant now) {
        Interruption interruption = impact.interruption();
        Instance instance = impact.instance();
        return new InstanceFacts(
                CleanText.orUnknown(interruption.instanceId()),
                CleanText.orUnknown(instance == null ? null : instance.name()),
                CleanText.orUnknown(instance == null ? null : instance.type()),
                CleanText.orUnknown(impact.zone()),
                CleanText.orUnknown(interruption.account()),
                CleanText.orUnknown(interruption.region()),
                CleanText.orUnknown(
                        impact.cluster() == null ? null : impact.cluster().name()),
                CleanText.orUnknown(status(impact)),
                CleanText.orUnknown(instance == null ? null : instance.autoScalingGroup()),
                Timing.age(instance == null ? null : instance.launchedAt(), now));
    }

    private static @Nullable String status(Impact impact) {
        return impact.containerInstance() == null
                ? null
                : impact.containerInstance().status();
    }

    private static List<TaskFacts> tasks(Impact impact) {
        return impact.standaloneTasks().stream()
                .map(task -> new TaskFacts(
                        CleanText.orUnknown(task.taskId()),
                        CleanText.orUnknown(task.group()),
                        CleanText.orUnknown(task.taskDefinition())))
                .toList();
    }

    private static ServiceFacts service(AffectedService service) {
        ServiceStatus status = service.status();
        return new ServiceFacts(
                CleanText.orUnknown(service.name()),
                CleanText.orUnknown(service.cluster()),
                service.tasksOnInstance(),
                status != null,
                status == null ? 0 : status.desired(),
                status == null ? 0 : status.running(),
                status == null ? 0 : status.pending(),
                CleanText.orUnknown(status == null ? null : status.taskDefinitionName()),
                status != null && status.loadBalanced(),
                status == null ? 0 : status.minimumHealthy(),
                status == null ? 0 : status.minimumHealthyPercent(),
                service.dropsBelowMinimum(),
                service.singleTask(),
                figures(service));
    }

    private static String figures(AffectedService service) {
        String tasks = "loses " + service.tasksOnInstance() + (service.tasksOnInstance() == 1 ? " task" : " tasks");
        ServiceStatus status = service.status();
        if (status == null) {
            return tasks + "; figures unknown";
        }
        return tasks + " of " + status.desired() + " desired, " + status.running() + " running, " + status.pending()
                + " pending; minimum healthy " + status.minimumHealthy() + " (" + status.minimumHealthyPercent()
                + " %)" + (service.dropsBelowMinimum() ? "; DROPS BELOW MINIMUM" : "");
    }
}
