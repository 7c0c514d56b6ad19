package org.spotalert.fleet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.aws.AwsFailure;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.EcsException;

/** What task definitions say of stopping. A revision never changes: each is read once. */
public final class TaskDefinitions {

    private static final Logger LOG = LoggerFactory.getLogger(TaskDefinitions.class);

    /** What the ECS agent gives a container of which the task definition says nothing (ECS_CONTAINER_STOP_TIMEOUT). */
    static final int DEFAULT_STOP_TIMEOUT = 30;

    private static final int KEPT = 10_000;
    /** The other reads of the fleet wait for the end of these. */
    private static final int AT_A_TIME = 60;

    private final Cache<String, Optional<Integer>> stopTimeouts =
            Caffeine.newBuilder().maximumSize(KEPT).build();
    private final AtomicBoolean failed = new AtomicBoolean();

    /**
     * How many seconds the slowest container gets to stop before it is killed.
     *
     * @param arn the task definition
     * @return nothing when it was not read, or is not there any more
     */
    public Optional<Integer> stopTimeout(String arn) {
        return Optional.ofNullable(stopTimeouts.getIfPresent(arn)).flatMap(timeout -> timeout);
    }

    /** Reads some of those that were not read yet, until a call fails. */
    void read(EcsGateway ecs, Collection<String> arns) {
        try {
            arns.stream()
                    .filter(arn -> stopTimeouts.getIfPresent(arn) == null)
                    .limit(AT_A_TIME)
                    .forEach(arn -> stopTimeouts.put(arn, ask(ecs, arn)));
        } catch (SdkException failure) {
            // What was not answered at all is asked again in the next round.
            if (failure instanceof EcsException && !failed.getAndSet(true)) {
                LOG.atWarn()
                        .addKeyValue("reason", AwsFailure.describe(failure))
                        .log("task definitions cannot be read; alerts do not say how long tasks take to stop");
            }
        }
    }

    /** A deleted revision cannot be described any more. */
    private static Optional<Integer> ask(EcsGateway ecs, String arn) {
        try {
            return ecs.containers(arn).stream()
                    .map(ContainerDefinition::stopTimeout)
                    .map(timeout -> Objects.requireNonNullElse(timeout, DEFAULT_STOP_TIMEOUT))
                    .max(Integer::compare);
        } catch (ClientException absent) {
            return Optional.empty();
        }
    }
}
