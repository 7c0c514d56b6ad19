package org.spotalert.pipeline.decide;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Impact;

/** The rules that need nothing but the impact itself. */
enum ImpactRules implements DecisionRule {
    NOT_IN_ECS {
        @Override
        Answer ask(Impact impact) {
            if (impact.losesTasks() || impact.completeness().partial() || impact.containerInstance() != null) {
                return Answer.noOpinion(
                        impact.cluster() == null
                                ? "that is unknown"
                                : "the instance is in cluster "
                                        + impact.cluster().name());
            }
            return Answer.suppress(
                    impact.instance() == null
                            ? "no ECS cluster lists the instance, and EC2 does not know it"
                            : "no ECS cluster lists the instance");
        }
    },
    NO_TASKS_LOST {
        @Override
        Answer ask(Impact impact) {
            if (impact.losesTasks()) {
                return Answer.noOpinion(tasksLost(impact));
            }
            if (impact.completeness().partial()) {
                return Answer.noOpinion("that is unknown");
            }
            return Answer.suppress(
                    impact.daemonTasks() == 0
                            ? "no task runs on the instance"
                            : "only daemon tasks run on the instance: " + impact.daemonTasks());
        }
    },
    IMPACT_UNKNOWN {
        @Override
        Answer ask(Impact impact) {
            if (!impact.completeness().partial()) {
                return Answer.noOpinion("it is known what the instance runs");
            }
            return impact.losesTasks()
                    ? Answer.noOpinion("some of what is lost is known: "
                            + impact.completeness().reason())
                    : Answer.send(impact.completeness().reason());
        }
    },
    TASKS_LOST {
        @Override
        Answer ask(Impact impact) {
            return impact.losesTasks() ? Answer.send(tasksLost(impact)) : Answer.noOpinion("no lost task is known");
        }
    };

    abstract Answer ask(Impact impact);

    @Override
    public Rule rule() {
        return Rule.valueOf(name());
    }

    @Override
    public Function<Impact, Answer> over(List<Impact> batch, Instant now) {
        return this::ask;
    }

    private static String tasksLost(Impact impact) {
        return "services that lose tasks: " + impact.services().size() + ", standalone tasks: "
                + impact.standaloneTasks().size();
    }
}
