package org.spotalert.channels.message;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.Impact;
import org.spotalert.model.Instance;
import org.spotalert.model.Interruption;
import org.spotalert.model.Prospects;
import org.spotalert.model.RecoveryOutcome;
import org.spotalert.model.Resource.FargateTask;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.StandaloneTask;
import org.spotalert.platform.text.JsonObject;
import org.spotalert.platform.text.TextSanitizer;

/**
 * An alert as other programs read it: version 1 of the JSON that docs/schemas/alert-1.schema.json describes, member by member.
 * Members may be added; what is there keeps its name and meaning within a version.
 */
public final class AlertData {

    private static final int LONGEST_SENTENCE = 1_000;
    private static final int MOST_SENTENCES = 20;

    private AlertData() {}

    /**
     * The alert's data.
     *
     * @param thread the thread of its message
     * @param mostRows of services, and as many of standalone tasks, are in it at most
     */
    public static JsonObject of(Alert alert, String thread, int mostRows) {
        Impact impact = alert.impact();
        Interruption interruption = impact.interruption();
        return new JsonObject()
                .with("id", Threading.key(alert))
                .with("kind", alert.announces())
                .with("severity", alert.severity().toString())
                .with("incident", Threading.incident(interruption))
                .with("thread", thread)
                .with("account", text(interruption.account()))
                .with("region", TextSanitizer.line(interruption.region()))
                .with("zone", text(impact.zone()))
                .with("action", interruption.action().toString())
                .with("noticedAt", interruption.noticedAt().toString())
                .with("reclaimAt", asText(interruption.terminatesAt()))
                .with("instance", instance(impact))
                .with("task", fargate(interruption.task()))
                .with("cluster", text(impact.clusterName()))
                .with("services", rows(impact.services(), mostRows, AlertData::service))
                .with("standaloneTasks", rows(impact.standaloneTasks(), mostRows, AlertData::task))
                .with("daemonTasks", impact.daemonTasks())
                .with("missing", sentences(impact.completeness().reasons()))
                .with("omitted", omitted(impact, mostRows))
                .with("remarks", sentences(alert.remarks()))
                .with("ending", resolution(alert.outcome(), mostRows));
    }

    private static JsonObject instance(Impact impact) {
        JsonObject data = new JsonObject()
                .with("id", TextSanitizer.orUnknown(impact.interruption().resourceId()));
        Instance instance = impact.instance();
        if (instance != null) {
            data.with("name", text(instance.name()))
                    .with("type", text(instance.type()))
                    .with("launchedAt", asText(instance.launchedAt()))
                    .with("autoScalingGroup", text(instance.autoScalingGroup()));
        }
        return data.with("status", text(impact.status()));
    }

    private static @Nullable JsonObject fargate(@Nullable FargateTask task) {
        return task == null
                ? null
                : new JsonObject()
                        .with("arn", TextSanitizer.line(task.arn()))
                        .with("group", text(task.group()))
                        .with("taskDefinition", text(task.taskDefinition()));
    }

    private static JsonObject service(AffectedService service) {
        return new JsonObject()
                .with("name", TextSanitizer.orUnknown(service.name()))
                .with("cluster", TextSanitizer.orUnknown(service.cluster()))
                .with("tasksLost", service.tasksOnInstance())
                .with("figures", figures(service.status()))
                .with("dropsBelowMinimum", service.dropsBelowMinimum())
                .with("singleTask", service.singleTask())
                .with("owner", text(service.ownership().owner()))
                .with("runbook", service.ownership().runbook());
    }

    private static @Nullable JsonObject figures(@Nullable ServiceStatus status) {
        return status == null
                ? null
                : new JsonObject()
                        .with("desired", status.desired())
                        .with("running", status.running())
                        .with("pending", status.pending())
                        .with("minimumHealthy", status.minimumHealthy())
                        .with("minimumHealthyPercent", status.minimumHealthyPercent())
                        .with("taskDefinition", TextSanitizer.orUnknown(status.taskDefinitionName()))
                        .with("loadBalanced", status.loadBalanced())
                        .with("prospects", prospects(status.prospects()));
    }

    private static @Nullable JsonObject prospects(Prospects prospects) {
        Prospects.Unplaced unplaced = prospects.unplaced();
        return prospects.equals(Prospects.UNKNOWN)
                ? null
                : new JsonObject()
                        .with("deployment", prospects.rollout().toString())
                        .with("capacityProviders", prospects.providers())
                        .with("rebalancesZones", prospects.rebalancesZones())
                        .with("cannotPlace", unplaced == null ? null : sentence(unplaced.reason()));
    }

    private static JsonObject task(StandaloneTask task) {
        return new JsonObject()
                .with("arn", TextSanitizer.orUnknown(task.taskArn()))
                .with("group", TextSanitizer.orUnknown(task.group()))
                .with("taskDefinition", TextSanitizer.orUnknown(task.taskDefinition()))
                .with("owner", text(task.ownership().owner()))
                .with("runbook", task.ownership().runbook());
    }

    /** How many of each sort were left out, so that the alert is not too large. */
    private static @Nullable JsonObject omitted(Impact impact, int mostRows) {
        int services = Math.max(0, impact.services().size() - mostRows);
        int tasks = Math.max(0, impact.standaloneTasks().size() - mostRows);
        return services + tasks == 0
                ? null
                : new JsonObject().with("services", services).with("standaloneTasks", tasks);
    }

    private static @Nullable JsonObject resolution(@Nullable RecoveryOutcome outcome, int mostRows) {
        return outcome == null
                ? null
                : new JsonObject()
                        .with("warned", outcome.warned().toString())
                        .with("afterSeconds", outcome.after().toSeconds())
                        .with("settled", outcome.resolved())
                        .with("services", rows(outcome.services(), mostRows, AlertData::outcome))
                        .with("standaloneTasks", outcome.standaloneTasks());
    }

    private static JsonObject outcome(RecoveryOutcome.ServiceOutcome service) {
        return new JsonObject()
                .with("name", TextSanitizer.orUnknown(service.name()))
                .with("cluster", TextSanitizer.orUnknown(service.cluster()))
                .with("whole", service.stable())
                .with("belowMinimumSeconds", service.below().toSeconds())
                .with("figures", figures(service.status()))
                .with("reason", service.problem() == null ? null : sentence(service.problem()));
    }

    private static <T> List<JsonObject> rows(List<T> all, int most, Function<T, JsonObject> row) {
        return all.stream().limit(most).map(row).toList();
    }

    private static List<String> sentences(List<String> sentences) {
        return sentences.stream().limit(MOST_SENTENCES).map(AlertData::sentence).toList();
    }

    private static String sentence(String text) {
        return TextSanitizer.cut(TextSanitizer.oneLine(text), LONGEST_SENTENCE);
    }

    private static @Nullable String asText(@Nullable Object time) {
        return time == null ? null : time.toString();
    }

    private static @Nullable String text(@Nullable String value) {
        String line = value == null ? "" : TextSanitizer.line(value);
        return line.isEmpty() ? null : line;
    }
}
