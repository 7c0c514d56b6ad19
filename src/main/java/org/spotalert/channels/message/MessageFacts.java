package org.spotalert.channels.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.spotalert.model.AffectedService;
import org.spotalert.model.CriticalBelow;
import org.spotalert.model.Impact;
import org.spotalert.model.Instance;
import org.spotalert.model.Interruption;
import org.spotalert.model.LostService;
import org.spotalert.model.ServiceStatus;
import org.spotalert.platform.text.TextSanitizer;

/** What was found out, as clean text. */
final class MessageFacts {

    private MessageFacts() {}

    static List<AlertMessage.InstanceFacts> instances(Digest digest, Instant now) {
        return digest.entries().stream().map(entry -> instance(entry, now)).toList();
    }

    private static AlertMessage.InstanceFacts instance(Digest.Entry entry, Instant now) {
        Impact impact = entry.impact();
        Interruption interruption = entry.interruption();
        Instance instance = impact.instance();
        boolean task = interruption.task() != null;
        return new AlertMessage.InstanceFacts(
                task,
                TextSanitizer.orUnknown(interruption.resourceId()),
                TextSanitizer.orUnknown(instance == null ? null : instance.name()),
                task ? "Fargate Spot" : TextSanitizer.orUnknown(instance == null ? null : instance.type()),
                TextSanitizer.orUnknown(impact.zone()),
                TextSanitizer.orUnknown(interruption.account()),
                TextSanitizer.orUnknown(interruption.region()),
                TextSanitizer.orUnknown(impact.clusterName()),
                TextSanitizer.orUnknown(impact.status()),
                TextSanitizer.orUnknown(instance == null ? null : instance.autoScalingGroup()),
                Timing.age(instance == null ? null : instance.launchedAt(), now),
                entry.time(),
                ConsoleLinks.instance(interruption).url());
    }

    static List<AlertMessage.TaskFacts> standaloneTasks(Digest digest) {
        return digest.entries().stream().flatMap(MessageFacts::standaloneTasks).toList();
    }

    private static Stream<AlertMessage.TaskFacts> standaloneTasks(Digest.Entry entry) {
        return entry.impact().standaloneTasks().stream()
                .map(task -> new AlertMessage.TaskFacts(
                        TextSanitizer.orUnknown(task.taskId()),
                        TextSanitizer.orUnknown(task.group()),
                        TextSanitizer.orUnknown(task.taskDefinition()),
                        TextSanitizer.orUnknown(entry.interruption().resourceId())));
    }

    static List<AlertMessage.ServiceFacts> services(Digest digest) {
        Optional<ResolutionText> resolution = ResolutionText.of(digest);
        OptionalLong notice = digest.entries().stream()
                .map(Digest.Entry::interruption)
                .flatMapToLong(MessageFacts::notice)
                .filter(seconds -> seconds > 0)
                .min();
        return digest.services().stream()
                .map(lost -> service(
                        lost,
                        digest.place(lost),
                        resolution.flatMap(text -> text.figures(lost)).orElseGet(() -> figures(lost)),
                        notice))
                .toList();
    }

    /** How many seconds AWS gives; nothing where it names no time. */
    private static LongStream notice(Interruption interruption) {
        Instant end = interruption.terminatesAt();
        return end == null
                ? LongStream.empty()
                : LongStream.of(Duration.between(interruption.noticedAt(), end).toSeconds());
    }

    private static AlertMessage.ServiceFacts service(
            LostService lost, String cluster, String figures, OptionalLong notice) {
        AffectedService service = lost.service();
        ServiceStatus status = service.status();
        return new AlertMessage.ServiceFacts(
                TextSanitizer.orUnknown(service.name()),
                cluster,
                service.tasksOnInstance(),
                lost.instances(),
                status != null,
                status == null ? 0 : status.desired(),
                status == null ? 0 : status.running(),
                status == null ? 0 : status.pending(),
                TextSanitizer.orUnknown(status == null ? null : status.taskDefinitionName()),
                status != null && status.loadBalanced(),
                status == null ? 0 : status.minimumHealthy(),
                status == null ? 0 : status.minimumHealthyPercent(),
                service.dropsBelowMinimum(),
                service.singleTask(),
                service.kept(),
                service.critical(),
                figures,
                OwnerWords.why(service, notice));
    }

    /** {@code 3 -> 1 running, needs 3}; what ECS desires is said where it is more than what runs. */
    private static String figures(LostService lost) {
        AffectedService service = lost.service();
        ServiceStatus status = service.status();
        String instances = lost.instances() == 1 ? "" : " on " + lost.instances() + " instances";
        if (status == null) {
            return "loses " + service.tasksOnInstance() + (service.tasksOnInstance() == 1 ? " task" : " tasks")
                    + instances + "; figures unknown";
        }
        return status.running() + " -> " + service.kept() + " running"
                + (status.desired() == status.running() ? "" : " of " + status.desired())
                + (status.pending() == 0 ? "" : ", " + status.pending() + " pending")
                + ", needs " + status.minimumHealthy()
                + (instances.isEmpty() ? "" : "; loses " + service.tasksOnInstance() + instances)
                + (status.ignoresTag() ? "; its tag " + CriticalBelow.TAG + " is no share such as 50%: ignored" : "");
    }
}
