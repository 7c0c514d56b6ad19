package org.spotalert.pipeline.intake;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.aws.AwsFailure;

/** Why the EventBridge rule could not be made yet: without it no event may ever arrive, and nothing else would say so. */
public final class EventRuleFailures implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(EventRuleFailures.class);
    private static final String REMEDY =
            "if a right is missing, allow events:PutRule and events:PutTargets on the rule,"
                    + " sqs:GetQueueAttributes and sqs:SetQueueAttributes on the queue (docs/permissions.md), or make the rule"
                    + " yourself and turn SPOT_PROVISION off";

    private final String rule;
    private final AtomicReference<String> reason = new AtomicReference<>("");

    /** @param rule the rule's name */
    public EventRuleFailures(String rule) {
        this.rule = rule;
    }

    /** Takes in the failure of an attempt, and says in the log what is new about it. */
    @Override
    public void process(Exchange exchange) {
        // AWS's own words name the right that is missing.
        String now = AwsFailure.describe(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        if (!now.equals(reason.getAndSet(now))) {
            LOG.atError()
                    .addKeyValue("rule", rule)
                    .addKeyValue("reason", now)
                    .addKeyValue("remedy", REMEDY)
                    .log("EventBridge rule cannot be made; no events may arrive; trying again");
        }
    }

    /** Takes in that the rule stands. */
    public void over() {
        reason.set("");
    }

    /** Why there is no rule yet, for a reader; nothing when all is well. */
    public Optional<String> warning() {
        return Optional.of(Objects.requireNonNull(reason.get()))
                .filter(text -> !text.isEmpty())
                .map(text -> "the EventBridge rule " + rule + " cannot be made, so that no events may arrive (" + text
                        + "); " + REMEDY);
    }
}
