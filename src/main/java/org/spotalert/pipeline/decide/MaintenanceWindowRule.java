package org.spotalert.pipeline.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Impact;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.model.MaintenanceWindow.Schedule;

/**
 * Was it the time of a maintenance window? What counts is when the notice was given: so a message that comes back, for a
 * channel that has failed or after a replay, is judged as it was the first time. Of a change that is scheduled for later it
 * counts when that begins.
 *
 * @param windows gives the windows that hold now
 */
record MaintenanceWindowRule(Supplier<List<MaintenanceWindow>> windows) implements DecisionRule {

    @Override
    public Rule rule() {
        return Rule.MAINTENANCE_WINDOW;
    }

    @Override
    public Function<Impact, Answer> over(List<Impact> batch, Instant now) {
        List<MaintenanceWindow> all = windows.get();
        return impact -> ask(impact, all);
    }

    private static Answer ask(Impact impact, List<MaintenanceWindow> windows) {
        Instant occursAt = impact.interruption().occursAt();
        String gap =
                windows.isEmpty() ? "there is no maintenance window" : "no maintenance window was open at " + occursAt;
        for (MaintenanceWindow window : windows) {
            Optional<Schedule.Occurrence> open = window.at(occursAt);
            Optional<String> missing = window.scope().gap(impact);
            if (open.isPresent() && missing.isEmpty()) {
                return Answer.suppress(window.reason(open.get()));
            }
            if (open.isPresent()) {
                gap = "maintenance window " + window.name() + " does not cover this: " + missing.orElseThrow();
            }
        }
        return Answer.noOpinion(gap);
    }
}
