package org.spotalert.aws.check;

import java.util.ArrayList;
import java.util.List;
import org.spotalert.aws.AwsFailure;
import org.spotalert.check.Finding;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.RuleState;

/** Looks for the EventBridge rules that fill the queue. The program itself needs no right to. */
final class RuleCheck {

    static final String SUBJECT = "EventBridge rule";
    private static final String WARNING = "EC2 Spot Instance Interruption Warning";
    private static final String REBALANCE = "EC2 Instance Rebalance Recommendation";

    private final EventBridgeClient events;
    private final boolean provisioned;

    /**
     * What was found.
     *
     * @param arns the ARNs of the rules that name the queue as a target; empty when that is not known
     */
    record Rules(Finding finding, List<String> arns) {}

    /**
     * @param provisioned whether the program makes the rule itself at its start
     */
    RuleCheck(EventBridgeClient events, boolean provisioned) {
        this.events = events;
        this.provisioned = provisioned;
    }

    Rules look(String queueArn) {
        List<DescribeRuleResponse> rules = new ArrayList<>();
        try {
            for (String name : events.listRuleNamesByTarget(call -> call.targetArn(queueArn))
                    .ruleNames()) {
                rules.add(events.describeRule(call -> call.name(name)));
            }
        } catch (SdkException failure) {
            return new Rules(unreadable(failure), List.of());
        }
        List<String> arns = rules.stream().map(DescribeRuleResponse::arn).toList();
        return new Rules(rules.isEmpty() ? none() : judge(rules), arns);
    }

    private static Finding unreadable(SdkException failure) {
        return RightCheck.refused(failure)
                ? Finding.notTried(
                        SUBJECT,
                        "it takes events:ListRuleNamesByTarget and events:DescribeRule to look, which the program need"
                                + " not have")
                : Finding.failed(SUBJECT, AwsFailure.describe(failure), "see the row credentials");
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

    private static Finding judge(List<DescribeRuleResponse> rules) {
        List<DescribeRuleResponse> enabled = rules.stream()
                .filter(rule -> rule.state() != RuleState.DISABLED)
                .toList();
        if (enabled.isEmpty()) {
            return Finding.failed(
                    SUBJECT,
                    names(rules) + " is disabled",
                    "aws events enable-rule --name " + rules.get(0).name());
        }
        if (enabled.stream().noneMatch(rule -> passes(rule, WARNING))) {
            return Finding.failed(
                    SUBJECT,
                    names(enabled) + " does not let interruption warnings through",
                    "let its pattern hold \"source\": [\"aws.ec2\"] and \"detail-type\": [\"" + WARNING + "\"]");
        }
        boolean rebalance = enabled.stream().anyMatch(rule -> passes(rule, REBALANCE));
        return Finding.ok(
                SUBJECT,
                names(enabled)
                        + (rebalance ? " passes on both kinds of notices" : " passes on warnings, not rebalances"));
    }

    private static boolean passes(DescribeRuleResponse rule, String detailType) {
        return RulePattern.parse(rule.eventPattern()).passes(detailType);
    }

    private static String names(List<DescribeRuleResponse> rules) {
        return String.join(", ", rules.stream().map(DescribeRuleResponse::name).toList());
    }
}
