package org.spotalert.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.CanaryEvent;
import org.spotalert.pipeline.intake.EventRulePattern;
import org.spotalert.pipeline.intake.RecoveryCheck;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.RuleState;

/**
 * Checks the EventBridge rules that fill the queue. The program itself needs no right to.
 *
 * @param provisioned whether the program makes the rule itself at its start
 */
record RuleCheck(EventBridgeClient events, boolean provisioned, Set<InterruptionKind> kinds, boolean canary) {

    static final String SUBJECT = "EventBridge rule";

    /**
     * What was found.
     *
     * @param arns the ARNs of the rules that name the queue as a target; empty when that is not known
     */
    record Rules(Finding finding, List<String> arns) {}

    Rules find(String queueArn) {
        List<String> names;
        List<DescribeRuleResponse> rules = new ArrayList<>();
        try {
            names = events.listRuleNamesByTarget(call -> call.targetArn(queueArn))
                    .ruleNames();
        } catch (SdkException failure) {
            return new Rules(unreadable("events:ListRuleNamesByTarget", failure), List.of());
        }
        try {
            names.forEach(name -> rules.add(events.describeRule(call -> call.name(name))));
        } catch (SdkException failure) {
            return new Rules(unreadable("events:DescribeRule", failure), List.of());
        }
        List<String> arns = rules.stream().map(DescribeRuleResponse::arn).toList();
        return new Rules(rules.isEmpty() ? none() : judge(rules), arns);
    }

    private static Finding unreadable(String action, SdkException failure) {
        return RightCheck.failedToCheck(
                SUBJECT, action, "it takes " + action + " to check, which the program need not have", failure);
    }

    private Finding none() {
        return provisioned
                ? Finding.notTried(SUBJECT, "there is none yet; the start makes it (spot.provision)")
                : Finding.warning(
                        SUBJECT,
                        "no rule of this account and Region has the queue as its target: unless a topic fills it, nothing"
                                + " arrives",
                        "let the program make the rule (SPOT_PROVISION=true), or make one with the queue as its target");
    }

    private Finding judge(List<DescribeRuleResponse> rules) {
        List<DescribeRuleResponse> enabled = rules.stream()
                .filter(rule -> rule.state() != RuleState.DISABLED)
                .toList();
        if (enabled.isEmpty()) {
            return Finding.failed(
                    SUBJECT,
                    names(rules) + " is disabled",
                    "aws events enable-rule --name " + rules.get(0).name());
        }
        List<RulePattern> patterns = enabled.stream()
                .map(rule -> RulePattern.parse(rule.eventPattern()))
                .toList();
        Set<InterruptionKind> missing = new TreeSet<>(kinds);
        missing.removeIf(kind -> patterns.stream().anyMatch(pattern -> pattern.passes(kind)));
        if (!missing.isEmpty()) {
            return deaf(names(enabled), missing);
        }
        if (canary
                && patterns.stream()
                        .noneMatch(pattern -> pattern.passes(RecoveryCheck.SOURCE, CanaryEvent.DETAIL_TYPE))) {
            return Finding.warning(
                    SUBJECT,
                    names(enabled) + " does not let the program's canaries through",
                    "let the program make the rule (SPOT_PROVISION=true), or let its pattern hold "
                            + EventRulePattern.of(kinds, true) + "; or turn SPOT_CANARY off (spot.canary)");
        }
        return Finding.ok(SUBJECT, names(enabled) + " lets through: " + settingNames(kinds));
    }

    private Finding deaf(String rules, Set<InterruptionKind> missing) {
        String text = rules + " does not let through: " + settingNames(missing);
        String remedy = "let the program make the rule (SPOT_PROVISION=true), or let its pattern hold "
                + EventRulePattern.of(missing) + "; or leave these kinds out of SPOT_EVENTS (spot.events)";
        return missing.contains(InterruptionKind.INTERRUPTION_WARNING) || missing.containsAll(kinds)
                ? Finding.failed(SUBJECT, text, remedy)
                : Finding.warning(SUBJECT, text, remedy);
    }

    private static String settingNames(Set<InterruptionKind> kinds) {
        return kinds.stream().sorted().map(InterruptionKind::settingName).collect(Collectors.joining(", "));
    }

    private static String names(List<DescribeRuleResponse> rules) {
        return String.join(", ", rules.stream().map(DescribeRuleResponse::name).toList());
    }
}
