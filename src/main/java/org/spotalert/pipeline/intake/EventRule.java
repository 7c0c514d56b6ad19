package org.spotalert.pipeline.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.aws.sqs.QueueLocation;
import software.amazon.awssdk.services.eventbridge.model.PutRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.PutRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The EventBridge rule that fills the queue, its target, and the queue's permission for it. Making it twice is safe. Without it
 * no event may ever arrive, and nothing else would say so: as a processor it takes in why it could not be made.
 */
public final class EventRule implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(EventRule.class);
    private static final String STATEMENT = "spot-interruption-alerts";

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final String REMEDY =
            "if a right is missing, allow events:PutRule and events:PutTargets on the rule,"
                    + " sqs:GetQueueAttributes and sqs:SetQueueAttributes on the queue (docs/permissions.md), or make the rule"
                    + " yourself and turn SPOT_PROVISION off";

    private final SqsClient sqs;
    private final String name;
    private final String pattern;
    private final QueueLocation queue;
    private final AtomicReference<String> failure = new AtomicReference<>("");

    /**
     * @param name the rule's name
     * @param pattern the event pattern: what the rule lets through
     * @param queue the queue that the rule fills
     */
    public EventRule(SqsClient sqs, String name, String pattern, QueueLocation queue) {
        this.sqs = sqs;
        this.name = name;
        this.pattern = pattern;
        this.queue = queue;
    }

    public PutRuleRequest rule() {
        return PutRuleRequest.builder()
                .name(name)
                .description("Notices of interruptions for spot-interruption-alerts")
                .eventPattern(pattern)
                .state(RuleState.ENABLED)
                .build();
    }

    /**
     * Allows the rule to send to the queue, and names the queue as its target.
     *
     * @throws JsonProcessingException when the queue's present policy is not JSON
     */
    public PutTargetsRequest target(PutRuleResponse rule) throws JsonProcessingException {
        Map<QueueAttributeName, String> attributes = sqs.getQueueAttributes(request -> request.queueUrl(queue.url())
                        .attributeNames(QueueAttributeName.QUEUE_ARN, QueueAttributeName.POLICY))
                .attributes();
        String queueArn = attributes.getOrDefault(QueueAttributeName.QUEUE_ARN, "");
        String policy = policy(attributes.get(QueueAttributeName.POLICY), queueArn, rule.ruleArn());
        sqs.setQueueAttributes(
                request -> request.queueUrl(queue.url()).attributes(Map.of(QueueAttributeName.POLICY, policy)));
        return PutTargetsRequest.builder()
                .rule(name)
                .targets(Target.builder().id(STATEMENT).arn(queueArn).build())
                .build();
    }

    /** Says that the rule stands. */
    public void done() {
        failure.set("");
        LOG.atInfo()
                .addKeyValue("rule", name)
                .addKeyValue("queue", queue.url())
                .log("EventBridge rule fills the queue");
    }

    /** Takes in the failure of an attempt, and says in the log what is new about it. */
    @Override
    public void process(Exchange exchange) {
        // AWS's own words name the right that is missing.
        String now = AwsFailure.describe(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        if (!now.equals(failure.getAndSet(now))) {
            LOG.atError()
                    .addKeyValue("rule", name)
                    .addKeyValue("reason", now)
                    .addKeyValue("remedy", REMEDY)
                    .log("EventBridge rule cannot be made; no events may arrive; trying again");
        }
    }

    /** Why there is no rule yet, for a reader; nothing when all is well. */
    public Optional<String> warning() {
        return Optional.of(Objects.requireNonNull(failure.get()))
                .filter(text -> !text.isEmpty())
                .map(text -> "the EventBridge rule " + name + " cannot be made, so that no events may arrive (" + text
                        + "); " + REMEDY);
    }

    /** The present policy with our statement in it, new or brought up to date; the other statements stay. */
    public String policy(@Nullable String present, String queueArn, String ruleArn) throws JsonProcessingException {
        ObjectNode policy = present != null && JSON.readTree(present) instanceof ObjectNode object
                ? object
                : JSON.createObjectNode().put("Version", "2012-10-17");
        ArrayNode statements = JSON.createArrayNode();
        JsonNode others = policy.path("Statement");
        // IAM lets a single statement stand without a list around it.
        for (JsonNode statement : others.isObject() ? List.of(others) : others) {
            if (!STATEMENT.equals(statement.path("Sid").textValue())) {
                statements.add(statement);
            }
        }
        ObjectNode ours = statements.addObject();
        ours.put("Sid", STATEMENT)
                .put("Effect", "Allow")
                .put("Action", "sqs:SendMessage")
                .put("Resource", queueArn);
        ours.putObject("Principal").put("Service", "events.amazonaws.com");
        ours.putObject("Condition").putObject("ArnEquals").put("aws:SourceArn", ruleArn);
        policy.set("Statement", statements);
        return JSON.writeValueAsString(policy);
    }
}
