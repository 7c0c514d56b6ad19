package org.spotalert.pipeline.decide;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.spotalert.model.Alert;
import org.spotalert.model.Decision;
import org.spotalert.model.Impact;
import org.spotalert.pipeline.decide.DecisionRule.Answer;

/**
 * Decides about impacts: whether an alert is sent, by which rule, and why. The first rule that says send or suppress decides;
 * one that fails decides nothing.
 *
 * @param inputs what the rules go by
 */
public record Decisions(RuleInputs inputs, Clock clock) {

    private record Asked(DecisionRule rule, Function<Impact, Answer> question) {}

    /** One alert per impact, with the decision about it. */
    public List<Alert> decide(List<Impact> impacts) {
        Instant now = clock.instant();
        List<Asked> asked = inputs.rules().stream()
                .map(rule -> new Asked(rule, over(rule, impacts, now)))
                .toList();
        return impacts.stream()
                .map(impact -> (Alert) new Alert.Warning(inputs.judged().apply(impact), decide(impact, asked)))
                .toList();
    }

    public List<Alert> sent(List<Alert> alerts) {
        return alerts.stream().filter(alert -> alert.decision().sends()).toList();
    }

    public List<Alert> suppressed(List<Alert> alerts) {
        return alerts.stream().filter(alert -> !alert.decision().sends()).toList();
    }

    private static Function<Impact, Answer> over(DecisionRule rule, List<Impact> batch, Instant now) {
        try {
            return rule.over(batch, now);
        } catch (RuntimeException failure) {
            return impact -> failed(failure);
        }
    }

    private static Decision decide(Impact impact, List<Asked> rules) {
        List<Decision.RuleVerdict> verdicts = new ArrayList<>();
        for (Asked asked : rules) {
            Answer answer = answer(impact, asked.question());
            verdicts.add(new Decision.RuleVerdict(asked.rule().rule(), answer.verdict(), answer.reason()));
        }
        return verdicts.stream()
                .filter(verdict -> verdict.verdict().decides())
                .findFirst()
                .map(first -> new Decision(first.verdict(), first.rule(), first.reason(), verdicts))
                .orElseGet(() -> new Decision(
                        Decision.Verdict.SEND, Decision.Rule.TASKS_LOST, "no rule could decide", verdicts));
    }

    private static Answer answer(Impact impact, Function<Impact, Answer> question) {
        try {
            return question.apply(impact);
        } catch (RuntimeException failure) {
            return failed(failure);
        }
    }

    private static Answer failed(RuntimeException failure) {
        String message = failure.getMessage();
        return Answer.indeterminate("the rule has failed: "
                + (message == null
                        ? failure.getClass().getSimpleName()
                        : message.lines().findFirst().orElse("")));
    }
}
