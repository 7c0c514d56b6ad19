package org.spotalert.decide;

import java.util.List;
import org.spotalert.decide.Decision.Rule;
import org.spotalert.decide.Decision.Verdict;
import org.spotalert.enrich.Impact;

/** Decides about impacts: whether people are told, by which rule, and why. */
public final class Decisions {

    /** One alert per impact, with the decision about it. */
    public List<Alert> decide(List<Impact> impacts) {
        return impacts.stream()
                .map(impact -> new Alert(impact, decide(impact), AlertKind.WARNING))
                .toList();
    }

    /** Those alerts that people are told about. */
    public List<Alert> sent(List<Alert> alerts) {
        return alerts.stream().filter(alert -> alert.decision().sends()).toList();
    }

    private static Decision decide(Impact impact) {
        if (impact.losesTasks()) {
            return new Decision(Verdict.SEND, Rule.TASKS_LOST, tasksLost(impact));
        }
        if (impact.completeness().partial()) {
            return new Decision(
                    Verdict.SEND, Rule.IMPACT_UNKNOWN, impact.completeness().reason());
        }
        if (impact.containerInstance() == null) {
            return new Decision(
                    Verdict.SUPPRESS,
                    Rule.NOT_IN_ECS,
                    impact.instance() == null
                            ? "no ECS cluster lists the instance, and EC2 does not know it"
                            : "no ECS cluster lists the instance");
        }
        return new Decision(
                Verdict.SUPPRESS,
                Rule.NO_TASKS_LOST,
                impact.daemonTasks() == 0
                        ? "no task runs on the instance"
                        : "only daemon tasks run on the instance: " + impact.daemonTasks());
    }

    private static String tasksLost(Impact impact) {
        return "services that lose tasks: " + impact.services().size() + ", standalone tasks: "
                + impact.standaloneTasks().size();
    }
}
