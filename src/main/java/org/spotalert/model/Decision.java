package org.spotalert.model;

import java.util.List;

/**
 * Whether an alert is sent, and why.
 *
 * @param verdicts what every rule said, in the order in which they are asked
 */
public record Decision(Verdict verdict, Rule rule, String reason, List<RuleVerdict> verdicts) {

    public Decision {
        if (!verdict.decides()) {
            throw new IllegalArgumentException(verdict + " decides nothing");
        }
        verdicts = List.copyOf(verdicts);
    }

    /** A decision by this rule alone. */
    public Decision(Verdict verdict, Rule rule, String reason) {
        this(verdict, rule, reason, List.of(new RuleVerdict(rule, verdict, reason)));
    }

    public enum Verdict {
        /** The alert is sent, whatever later rules say. */
        SEND,
        /** Nobody is notified. */
        SUPPRESS,
        /** The rule does not apply: the next one is asked. */
        NO_OPINION,
        /** The rule has failed, or lacks what it needs to know: the next one is asked. */
        INDETERMINATE;

        public boolean decides() {
            return this == SEND || this == SUPPRESS;
        }
    }

    /** The rules in the order in which they are asked, by the name that logs and metrics use. */
    public enum Rule {
        /** The instance belongs to no ECS cluster. */
        NOT_IN_ECS,
        /** The instance runs daemon tasks only, or nothing. */
        NO_TASKS_LOST,
        SILENCE,
        MAINTENANCE_WINDOW,
        /** What the instance runs could not be found out: better an alert too many. */
        IMPACT_UNKNOWN,
        /** None of the services that matter loses tasks. */
        NOT_CRITICAL,
        /** The services can bear the loss, and the cluster has room for the lost tasks. */
        ENOUGH_CAPACITY,
        /** Services or standalone tasks lose tasks. */
        TASKS_LOST
    }

    public boolean sends() {
        return verdict == Verdict.SEND;
    }

    /** The rules that were asked and could not answer, each with its reason; alerts are sent in spite of them. */
    public List<String> indeterminate() {
        return verdicts.stream()
                .takeWhile(said -> !said.verdict().decides())
                .filter(said -> said.verdict() == Verdict.INDETERMINATE)
                .map(said -> said.rule() + ": " + said.reason())
                .toList();
    }

    /**
     * What one rule says about one impact.
     *
     * @param reason why, for a reader
     */
    public record RuleVerdict(Rule rule, Verdict verdict, String reason) {}
}
