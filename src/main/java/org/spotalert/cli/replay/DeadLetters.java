package org.spotalert.cli.replay;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.spotalert.cli.output.CommandFailedException;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.aws.sqs.InFlightMessages;
import org.spotalert.platform.aws.sqs.QueueAddress;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The dead letters of a queue, received batch by batch. What is not moved is given back when this is closed, by whatever
 * thread: a stop waits for the call that is under way. Should the process be killed, SQS itself gives it back.
 */
public final class DeadLetters implements AutoCloseable {

    private static final Duration HIDDEN = Duration.ofMinutes(5);
    private static final int LONG_POLL_SECONDS = 2;
    /** The most messages that SQS gives at once. */
    private static final int AT_ONCE = 10;

    private static final int MOST_SEEN_IN_A_ROW = 100;

    /** What SQS refuses in one message; other refusals concern each of them. */
    private static final Set<String> OF_THE_MESSAGE =
            Set.of("InvalidMessageContents", "InvalidParameterValue", "InvalidParameterValueException");

    private final AwsClients clients;
    private final InFlightMessages hidden;
    private final SqsClient sqs;
    private final DeadLetterQueue queue;
    private final Set<String> seen = new HashSet<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private DeadLetters(AwsClients clients, InFlightMessages hidden, SqsClient sqs, DeadLetterQueue queue) {
        this.clients = clients;
        this.hidden = hidden;
        this.sqs = sqs;
        this.queue = queue;
    }

    /**
     * Finds the dead-letter queue of this queue.
     *
     * @throws CommandFailedException when there is no such queue, or no dead-letter queue behind it
     */
    public static DeadLetters open(AwsSettings aws, QueueAddress queue) throws CommandFailedException {
        AwsClients clients = new AwsClients(aws);
        InFlightMessages hidden = new InFlightMessages(HIDDEN);
        SqsClient sqs = clients.sqs(queue.region(), Duration.ofSeconds(LONG_POLL_SECONDS), hidden);
        try {
            return new DeadLetters(clients, hidden, sqs, DeadLetterQueue.behind(queue, sqs));
        } catch (CommandFailedException | RuntimeException failure) {
            clients.close();
            throw failure;
        }
    }

    public DeadLetterQueue queue() {
        return queue;
    }

    /**
     * The next dead letters, ten at most; none when there are no more. One that comes back while this is open, moved and
     * failed again, is left out.
     *
     * @throws CancellationException when this is closed
     */
    public List<DeadLetter> receive() {
        // Before the lock, too: who closes this holds it until everything is given back.
        ensureOpen();
        synchronized (this) {
            List<Message> received;
            List<DeadLetter> unseen;
            int again = 0;
            do {
                ensureOpen();
                received = receiveSome();
                unseen = received.stream()
                        .filter(message -> seen.add(message.messageId()))
                        .map(DeadLetter::new)
                        .toList();
                // What was seen comes back when the list takes long: that is not the end.
            } while (unseen.isEmpty() && !received.isEmpty() && ++again < MOST_SEEN_IN_A_ROW);
            return unseen;
        }
    }

    private List<Message> receiveSome() {
        return sqs.receiveMessage(request -> request.queueUrl(queue.url())
                        .maxNumberOfMessages(AT_ONCE)
                        .waitTimeSeconds(LONG_POLL_SECONDS)
                        .visibilityTimeout((int) HIDDEN.toSeconds())
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }

    private void ensureOpen() {
        if (closed.get()) {
            throw new CancellationException("stopped before the end; what was not moved is on the dead-letter queue");
        }
    }

    /**
     * Moves it to the queue that it comes from. It is sent first and deleted after that: a crash between the two repeats it,
     * which the delivery log makes harmless, and loses nothing.
     *
     * @return why it is not moved; nothing when it is
     * @throws CancellationException when this is closed
     */
    public Optional<String> move(DeadLetter letter) {
        ensureOpen();
        synchronized (this) {
            ensureOpen();
            try {
                seen.add(sqs.sendMessage(letter.copyFor(queue.sourceUrl())).messageId());
            } catch (SqsException refused) {
                if (!OF_THE_MESSAGE.contains(AwsFailure.kind(refused))) {
                    throw refused;
                }
                return Optional.of("SQS does not take it: " + AwsFailure.describe(refused));
            }
            sqs.deleteMessage(request ->
                    request.queueUrl(queue.url()).receiptHandle(letter.message().receiptHandle()));
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        synchronized (this) {
            hidden.giveBack(sqs, queue::url);
            clients.close();
        }
    }
}
