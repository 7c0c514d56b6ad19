package org.spotalert.pipeline.decide;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Impact;
import org.spotalert.model.Silence;

/**
 * Has somebody asked for silence? Silences count at the time of the decision.
 *
 * @param silences reads all there are; may fail
 */
record SilenceRule(Supplier<List<Silence>> silences) implements DecisionRule {

    @Override
    public Rule rule() {
        return Rule.SILENCE;
    }

    @Override
    public Function<Impact, Answer> over(List<Impact> batch, Instant now) {
        List<Silence> active =
                silences.get().stream().filter(silence -> silence.activeAt(now)).toList();
        return impact -> ask(impact, active);
    }

    private static Answer ask(Impact impact, List<Silence> active) {
        String gap = "no silence is set";
        for (Silence silence : active) {
            var missing = silence.scope().gap(impact);
            if (missing.isEmpty()) {
                return Answer.suppress("silence " + silence.id() + " of " + silence.owner() + " until "
                        + silence.endsAt() + ": " + silence.reason());
            }
            gap = "silence " + silence.id() + " does not cover this: " + missing.get();
        }
        return Answer.noOpinion(gap);
    }
}
