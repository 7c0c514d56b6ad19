package org.spotalert.decide;

/**
 * Whether people are told, and why.
 *
 * @param verdict send or suppress
 * @param rule the rule that decided
 * @param reason the rule's reason, for a reader
 */
public record Decision(Verdict verdict, Rule rule, String reason) {

    /** What a rule can say. */
    public enum Verdict {
        SEND,
        SUPPRESS
    }

    /** The rules, by the name that logs and metrics use. */
    public enum Rule {
        /** Services or standalone tasks lose tasks. */
        TASKS_LOST,
        /** What the instance runs could not be found out: better an alert too many. */
        IMPACT_UNKNOWN,
        /** The instance belongs to no ECS cluster. */
        NOT_IN_ECS,
        /** The instance runs daemon tasks only, or nothing. */
        NO_TASKS_LOST
    }

    /** Whether people are told. */
    public boolean sends() {
        return verdict == Verdict.SEND;
    }
}
