package org.spotalert.platform.aws.sqs;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.aws.AwsFailure;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * The reads of the queue, beneath its consumer: it puts the queue's URL into the consumer's calls, which begin before SQS
 * has named it when SQS is not reachable at the start, and notes whether the queue can be read.
 *
 * <p>The program is ready when the queue answers and its last poll did not fail. Camel's own check lists all queues, which the
 * program has no right to.
 */
public final class PollMonitor extends AbstractHealthCheck implements ExecutionInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(PollMonitor.class);

    private final QueueLocation queue;
    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();
    private final AtomicLong ageMillis = new AtomicLong();
    /** What the log has said since the queue was last read. */
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    public PollMonitor(QueueLocation queue) {
        super("spot", "queue");
        this.queue = queue;
    }

    /** Why the last read failed, for a reader; nothing when it succeeded, or when there was none. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem.get());
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("queue", queue.urlOrName());
        // A poll may take so long that it shows nothing yet.
        problem()
                .or(queue::unreadable)
                .ifPresentOrElse(
                        reason -> builder.message("the queue cannot be read: " + reason)
                                .down(),
                        builder::up);
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest call, ExecutionAttributes attributes) {
        SdkRequest request = call.request();
        if (request instanceof ReceiveMessageRequest receive) {
            return receive.toBuilder().queueUrl(located()).build();
        }
        if (request instanceof ChangeMessageVisibilityBatchRequest change) {
            return change.toBuilder().queueUrl(located()).build();
        }
        return request;
    }

    /** How long the oldest message of the last poll had been on the queue; zero when the poll brought none. */
    public Duration age() {
        return Duration.ofMillis(ageMillis.get());
    }

    private static Duration age(ReceiveMessageResponse polled) {
        return polled.messages().stream()
                .flatMap(message ->
                        Stream.ofNullable(message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP)))
                .map(sent -> Duration.between(Instant.ofEpochMilli(Long.parseLong(sent)), Instant.now()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private String located() {
        try {
            return queue.url();
        } catch (SdkException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
        if (call.response() instanceof ReceiveMessageResponse polled) {
            ageMillis.set(age(polled).toMillis());
        }
        if (call.request() instanceof ReceiveMessageRequest && problem.getAndSet(null) != null) {
            said.clear();
            LOG.atInfo().addKeyValue("queue", queue.urlOrName()).log("queue is read again");
        }
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
        if (call.request() instanceof ReceiveMessageRequest) {
            failed(call.exception());
        }
    }

    /**
     * Takes in that a read has failed, and says so once for each reason. The SDK does not show interceptors what fails
     * before a call begins, such as missing credentials; the consumer does.
     */
    public void failed(Throwable failure) {
        // The stop interrupts the poll that is under way.
        if (failure instanceof AbortedException) {
            return;
        }
        problem.set(AwsFailure.describe(failure));
        if (said.add(AwsFailure.kind(failure))) {
            LOG.atError()
                    .addKeyValue("queue", queue.urlOrName())
                    .addKeyValue("reason", AwsFailure.describe(failure))
                    .addKeyValue("remedy", AwsFailure.remedy(failure))
                    .log("queue cannot be read; trying again");
        }
    }
}
