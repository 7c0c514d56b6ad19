package org.spotalert.cli.whatif;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.cli.explain.Receivers;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.Decision;
import org.spotalert.model.Impact;
import org.spotalert.model.JointSeverity;
import org.spotalert.model.LostService;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.Severity;
import org.spotalert.model.StandaloneTask;
import org.spotalert.pipeline.decide.ClusterRoom;

/**
 * What would follow if AWS took some instances and tasks at the same time.
 *
 * @param at when this was found out
 * @param services the services that would lose tasks, worst first
 * @param resources the instances and tasks of Fargate, with the decision about each
 * @param severity of the alerts together; null when nobody would be notified
 * @param problems what could not be found out, for a reader; empty when all was
 */
public record WhatIfReport(
        Instant at,
        List<Service> services,
        List<Standalone> standaloneTasks,
        List<ClusterRoom> room,
        List<Lost> resources,
        @Nullable Severity severity,
        @JsonUnwrapped Receivers receivers,
        List<String> problems) {

    /**
     * A service that would lose tasks.
     *
     * @param desired null when its figures are unknown, as are the next ones
     * @param inDanger whether it keeps less than its share of the desired tasks
     */
    public record Service(
            String cluster,
            String service,
            int loses,
            @Nullable Integer desired,
            @Nullable Integer keeps,
            @Nullable Integer minimumHealthy,
            boolean inDanger,
            @Nullable String owner) {

        private static Service of(AffectedService lost) {
            ServiceStatus status = lost.status();
            return new Service(
                    lost.cluster(),
                    lost.name(),
                    lost.tasksOnInstance(),
                    status == null ? null : status.desired(),
                    status == null ? null : lost.kept(),
                    status == null ? null : status.minimumHealthy(),
                    lost.critical(),
                    lost.ownership().owner());
        }
    }

    /** A task of no service that would be lost. */
    public record Standalone(
            String cluster,
            String group,
            String task,
            @Nullable String owner) {}

    /** What AWS would take, and what would be decided about it. */
    public record Lost(
            String id,
            @Nullable String type,
            @Nullable String zone,
            @Nullable String cluster,
            Decision.Verdict decision,
            Decision.Rule rule,
            String reason,
            Severity severity) {

        private static Lost of(Alert alert) {
            Impact impact = alert.impact();
            return new Lost(
                    impact.interruption().resourceId(),
                    impact.instance() == null ? null : impact.instance().type(),
                    impact.zone(),
                    impact.clusterName(),
                    alert.decision().verdict(),
                    alert.decision().rule(),
                    alert.decision().reason(),
                    alert.severity());
        }
    }

    /** What follows from these alerts, which belong to one batch. */
    public static WhatIfReport of(Instant at, List<Alert> alerts, Receivers receivers, List<String> problems) {
        List<Alert> sent =
                alerts.stream().filter(alert -> alert.decision().sends()).toList();
        List<Impact> impacts = alerts.stream().map(Alert::impact).toList();
        JointSeverity joint = JointSeverity.of(sent);
        return new WhatIfReport(
                at,
                LostService.merge(impacts).stream()
                        .map(lost -> Service.of(lost.service()))
                        .toList(),
                impacts.stream()
                        .flatMap(impact -> impact.standaloneTasks().stream().map(task -> standalone(impact, task)))
                        .toList(),
                ClusterRoom.of(impacts),
                alerts.stream().map(Lost::of).toList(),
                sent.stream().map(joint::warned).max(Severity::compareTo).orElse(null),
                receivers,
                Stream.concat(
                                problems.stream(),
                                impacts.stream().flatMap(impact -> impact.completeness().doubts().stream()))
                        .distinct()
                        .toList());
    }

    private static Standalone standalone(Impact impact, StandaloneTask task) {
        return new Standalone(
                String.valueOf(impact.clusterName()),
                task.group(),
                task.taskId(),
                task.ownership().owner());
    }
}
