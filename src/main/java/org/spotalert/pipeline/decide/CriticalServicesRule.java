package org.spotalert.pipeline.decide;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Impact;
import org.spotalert.model.NamePattern;
import org.spotalert.model.StandaloneTask;

/**
 * Does anything that matters lose tasks? Without patterns everything matters.
 *
 * @param critical services by name, and standalone tasks by their group, which is {@code family:NAME} unless whoever started the
 *     task has said otherwise
 */
record CriticalServicesRule(List<NamePattern> critical) implements DecisionRule {

    @Override
    public Rule rule() {
        return Rule.NOT_CRITICAL;
    }

    @Override
    public Function<Impact, Answer> over(List<Impact> batch, Instant now) {
        return this::ask;
    }

    private Answer ask(Impact impact) {
        if (critical.isEmpty()) {
            return Answer.noOpinion("every service is critical");
        }
        List<String> hit = impact.services().stream()
                .filter(this::isCritical)
                .map(AffectedService::name)
                .toList();
        if (!hit.isEmpty()) {
            return Answer.noOpinion("critical services lose tasks: " + String.join(", ", hit));
        }
        if (impact.standaloneTasks().stream().anyMatch(this::isCritical)) {
            return Answer.noOpinion("critical standalone tasks are lost");
        }
        if (!impact.completeness().certain()) {
            return Answer.indeterminate(
                    "not all is known: " + impact.completeness().reason());
        }
        return Answer.suppress("none of what loses tasks is critical ("
                + critical.stream().map(NamePattern::text).collect(Collectors.joining(", ")) + ")");
    }

    private boolean isCritical(AffectedService service) {
        return critical.stream().anyMatch(pattern -> pattern.matchesService(service.cluster(), service.name()));
    }

    private boolean isCritical(StandaloneTask task) {
        return critical.stream().anyMatch(pattern -> pattern.matches(task.group()));
    }
}
