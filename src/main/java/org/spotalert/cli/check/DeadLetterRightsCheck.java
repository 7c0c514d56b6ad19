package org.spotalert.cli.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.spotalert.model.Arn;
import org.spotalert.platform.aws.sqs.QueueAddress;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Tries the rights on the dead-letter queue. The program alerts without them; it counts no dead letters, and replay fails. */
final class DeadLetterRightsCheck {

    private static final RightCheck COUNT = new RightCheck("DeadLetters");
    private static final RightCheck REPLAY = new RightCheck("Replay");

    private final SqsClient sqs;

    DeadLetterRightsCheck(SqsClient sqs) {
        this.sqs = sqs;
    }

    /** A finding for each right that is missing, or one good one. */
    List<Finding> of(Arn queue) {
        String url = Optional.ofNullable(QueueAddress.parse(queue.text()).url()).orElseThrow();
        List<Finding> missing = Stream.of(
                        COUNT.of(
                                "sqs:GetQueueAttributes",
                                () -> sqs.getQueueAttributes(
                                        call -> call.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))),
                        REPLAY.of(
                                "sqs:GetQueueUrl",
                                () -> sqs.getQueueUrl(call ->
                                        call.queueName(queue.resource()).queueOwnerAWSAccountId(queue.account()))),
                        QueueCheck.receive(REPLAY, sqs, url),
                        QueueCheck.delete(REPLAY, sqs, url),
                        QueueCheck.hide(REPLAY, sqs, url))
                .filter(finding -> finding.statement() != null)
                .map(finding -> finding.at("the dead-letter queue " + queue.resource())
                        .orWarning()
                        .named(Map.of("DeadLetterQueue", queue.text())))
                .toList();
        return missing.isEmpty() ? List.of(Finding.ok("replay", "may read " + queue.resource())) : missing;
    }
}
