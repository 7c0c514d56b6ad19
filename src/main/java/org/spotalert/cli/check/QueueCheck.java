package org.spotalert.cli.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.InterruptionKind;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.sqs.QueueAddress;
import org.spotalert.platform.aws.sqs.QueueLocation;
import org.spotalert.platform.aws.sqs.RedrivePolicy;
import org.spotalert.platform.aws.sqs.RetentionCheck;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * Checks the queue: whether EventBridge can fill it, whether the program can read it, and how it keeps messages.
 *
 * @param region the program's own region
 * @param provisioned whether the program makes rule and policy itself at its start
 * @param kinds the kinds of events that are to reach the queue
 * @param canary whether canaries are to reach it
 */
record QueueCheck(
        AwsClients clients,
        String region,
        QueueAddress queue,
        boolean provisioned,
        Set<InterruptionKind> kinds,
        boolean canary) {

    private static final String SUBJECT = "queue";
    private static final String ENCRYPTION = "queue encryption";
    private static final String KEEPING = "dead-letter queue";

    List<Finding> run() {
        SqsClient sqs = clients.sqs(queue.region(), Duration.ZERO);
        String url;
        GetQueueAttributesResponse answer;
        String asked = "sqs:GetQueueUrl";
        try {
            url = new QueueLocation(sqs, queue).url();
            asked = "sqs:GetQueueAttributes";
            answer = sqs.getQueueAttributes(call -> call.queueUrl(url).attributeNames(QueueAttributeName.ALL));
        } catch (QueueDoesNotExistException absent) {
            return unknown(Finding.failed(
                    SUBJECT,
                    "there is no queue " + queue.name() + " in this account and Region",
                    "aws sqs create-queue --queue-name " + queue.name() + ", or correct SPOT_QUEUE (spot.queue)"));
        } catch (SdkException failure) {
            return unknown(RightCheck.failedFirst(asked, failure).about(SUBJECT));
        }
        Map<QueueAttributeName, String> attributes = answer.attributes();
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(SUBJECT, url));
        answer.sdkHttpResponse()
                .firstMatchingHeader("Date")
                .flatMap(date -> ClockCheck.of(date, Instant.now()))
                .ifPresent(findings::add);
        findings.add(Finding.ok("sqs:GetQueueAttributes", "allowed"));
        findings.addAll(new QueueRights(sqs, url).consume());
        RuleCheck.Rules rules = rules(attributes.getOrDefault(QueueAttributeName.QUEUE_ARN, ""));
        findings.add(rules.finding());
        findings.add(policy(rules, attributes.get(QueueAttributeName.POLICY)));
        findings.add(encryption(attributes.get(QueueAttributeName.KMS_MASTER_KEY_ID)));
        RedrivePolicy.parse(attributes.get(QueueAttributeName.REDRIVE_POLICY))
                .map(RedrivePolicy::deadLetterQueue)
                .map(dead -> QueueRights.onDeadLetters(sqs, dead))
                .ifPresent(findings::addAll);
        findings.addAll(keeping(RetentionCheck.check(sqs, url, attributes)));
        return findings;
    }

    private RuleCheck.Rules rules(String queueArn) {
        return queue.region() != null && !queue.region().equals(region)
                ? new RuleCheck.Rules(
                        Finding.notTried(RuleCheck.SUBJECT, "the queue, and its rule, are in another Region"),
                        List.of())
                : new RuleCheck(clients.eventBridge(), provisioned, kinds, canary).find(queueArn);
    }

    private static List<Finding> unknown(Finding queue) {
        String reason = "the queue cannot be read";
        return List.of(
                queue,
                Finding.notTried(RuleCheck.SUBJECT, reason),
                Finding.notTried(QueuePolicy.SUBJECT, reason),
                Finding.notTried(ENCRYPTION, reason),
                Finding.notTried(KEEPING, reason));
    }

    private Finding policy(RuleCheck.Rules rules, @Nullable String policy) {
        Finding finding = new QueuePolicy(rules.arns()).judge(policy);
        return provisioned && finding.result() == Finding.Result.FAILED
                ? Finding.notTried(QueuePolicy.SUBJECT, finding.text() + "; the start puts it right (spot.provision)")
                : finding;
    }

    /** See "Amazon SQS queue is encrypted" under troubleshooting in EventBridge's user guide. */
    private static Finding encryption(@Nullable String key) {
        if (key == null) {
            return Finding.ok(ENCRYPTION, "none, or by SQS itself");
        }
        return key.endsWith("alias/aws/sqs")
                ? Finding.failed(
                        ENCRYPTION,
                        "EventBridge cannot write to a queue with the AWS managed key alias/aws/sqs: its events are lost",
                        "encrypt by SQS itself (SqsManagedSseEnabled=true), or with a key of your own whose policy lets"
                                + " events.amazonaws.com do kms:GenerateDataKey and kms:Decrypt")
                : Finding.warning(
                        ENCRYPTION,
                        "by a KMS key, whose policy is not checked",
                        "let the key's policy allow kms:GenerateDataKey and kms:Decrypt to events.amazonaws.com, and"
                                + " kms:Decrypt to the program");
    }

    private static List<Finding> keeping(RetentionCheck keeping) {
        List<Finding> findings = new ArrayList<>();
        keeping.warnings()
                .forEach(warning -> findings.add(Finding.warning(KEEPING, warning.problem(), warning.remedy())));
        if (!keeping.letters().isEmpty()) {
            findings.add(
                    Finding.warning(KEEPING, keeping.letters(), "look why they could not be delivered, then replay"));
        }
        return findings.isEmpty() ? List.of(Finding.ok(KEEPING, "is there and keeps messages long enough")) : findings;
    }
}
