package org.spotalert.platform.aws.sqs;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.aws.AwsFailure;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Looks from time to time at how the queue keeps what cannot be worked off, and at the dead letters. It only reads
 * attributes (sqs:GetQueueAttributes); nothing depends on what it finds.
 */
public final class DeadLetterWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWatch.class);

    private final SqsClient sqs;
    private final QueueLocation queue;
    private final AtomicReference<RetentionCheck> findings = new AtomicReference<>(new RetentionCheck(List.of(), ""));

    public DeadLetterWatch(SqsClient sqs, QueueLocation queue) {
        this.sqs = sqs;
        this.queue = queue;
    }

    /** What the last check has found, for a reader; nothing when all is well. */
    public Optional<String> warning() {
        RetentionCheck last = Objects.requireNonNull(findings.get());
        return Stream.concat(last.warnings().stream().map(RetentionCheck.Warning::problem), Stream.of(last.letters()))
                .filter(text -> !text.isEmpty())
                .reduce((one, other) -> one + "; " + other);
    }

    /** Checks the queue, and says in the log what is new. A queue that does not answer is checked again the next time. */
    public void check() {
        try {
            String url = queue.url();
            RetentionCheck now = RetentionCheck.check(sqs, url);
            RetentionCheck before = findings.getAndSet(now);
            now.warnings().stream()
                    .filter(warning -> !before.warnings().contains(warning))
                    .forEach(warning -> say(url, warning));
        } catch (SdkException unreachable) {
            LOG.atDebug()
                    .addKeyValue("reason", AwsFailure.describe(unreachable))
                    .log("queue cannot be checked");
        }
    }

    private static void say(String url, RetentionCheck.Warning warning) {
        LOG.atWarn()
                .addKeyValue("queue", url)
                .addKeyValue("problem", warning.problem())
                .addKeyValue("remedy", warning.remedy())
                .log("queue keeps messages badly");
    }
}
