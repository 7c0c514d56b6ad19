package org.spotalert.cli.replay;

import java.util.Optional;
import org.spotalert.cli.output.CommandFailedException;
import org.spotalert.model.Arn;
import org.spotalert.platform.aws.sqs.QueueAddress;
import org.spotalert.platform.aws.sqs.QueueLocation;
import org.spotalert.platform.aws.sqs.RedrivePolicy;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * The queue that a queue's redrive policy names.
 *
 * @param sourceName the name of the queue that its messages come from
 */
public record DeadLetterQueue(String name, String url, String sourceName, String sourceUrl) {

    /**
     * The dead-letter queue behind this queue.
     *
     * @throws CommandFailedException when either of them is not there
     */
    static DeadLetterQueue behind(QueueAddress queue, SqsClient sqs) throws CommandFailedException {
        String source;
        Optional<RedrivePolicy> policy;
        try {
            source = new QueueLocation(sqs, queue).url();
            policy = RedrivePolicy.of(sqs, source);
        } catch (QueueDoesNotExistException absent) {
            throw new CommandFailedException("SPOT_QUEUE (spot.queue): there is no queue \"" + queue.name()
                    + "\" in this account and region; make it, or correct the name");
        }
        Arn target = policy.map(RedrivePolicy::deadLetterQueue)
                .orElseThrow(() -> new CommandFailedException("the queue " + queue.name()
                        + " has no dead-letter queue: name one in its RedrivePolicy, with a maxReceiveCount of 5"));
        try {
            String url = sqs.getQueueUrl(
                            request -> request.queueName(target.resource()).queueOwnerAWSAccountId(target.account()))
                    .queueUrl();
            return new DeadLetterQueue(target.resource(), url, queue.name(), source);
        } catch (QueueDoesNotExistException absent) {
            throw new CommandFailedException("the dead-letter queue " + target.resource() + " of the queue "
                    + queue.name() + " does not exist: make it, or correct the RedrivePolicy");
        }
    }

    /** The account that the source queue belongs to, as far as its URL names it. */
    public Optional<String> account() {
        return Optional.ofNullable(QueueAddress.account(sourceUrl));
    }
}
