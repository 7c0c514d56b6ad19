package org.spotalert.platform.aws.sqs;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.aws.NotAwsAnswerException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Finds a queue's URL, and remembers it. */
public final class QueueLocation {

    private final SqsClient sqs;
    private final QueueAddress queue;
    private final AtomicReference<@Nullable String> url;

    public QueueLocation(SqsClient sqs, QueueAddress queue) {
        this.sqs = sqs;
        this.queue = queue;
        this.url = new AtomicReference<>(queue.url());
    }

    /**
     * The queue's URL. Only a name is asked about, until SQS has answered once: a URL or an ARN says where the queue is,
     * there or not.
     *
     * @throws QueueDoesNotExistException when there is no queue of that name
     * @throws SdkException when SQS does not answer, or refuses to
     */
    public String url() {
        String known = url.get();
        if (known == null) {
            known = sqs.getQueueUrl(request -> request.queueName(queue.name())).queueUrl();
            if (known == null) {
                throw NotAwsAnswerException.because("the answer names no URL of the queue");
            }
            url.set(known);
        }
        return known;
    }

    /** The queue's URL as far as it is known, its name otherwise. */
    public String urlOrName() {
        String known = url.get();
        return known == null ? queue.name() : known;
    }

    /** Whether it keeps its messages in order. */
    boolean isFifo() {
        return queue.name().endsWith(".fifo");
    }

    /** The account that owns the queue, as far as its URL is known and names it. */
    public Optional<String> account() {
        return Optional.ofNullable(url.get()).map(QueueAddress::account);
    }
}
