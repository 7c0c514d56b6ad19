package org.spotalert.fleet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
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

    private final Cache<String, Optional<Stop>> stops =
            Caffeine.newBuilder().maximumSize(KEPT).build();
    private final AtomicBoolean failed = new AtomicBoolean();

    /**
     * How its tasks stop.
     *
     * @param seconds how many seconds the slowest container gets before it is killed
     * @param chosen whether the task definition says so for any container
     */
    public record Stop(int seconds, boolean chosen) {}

    /**
     * How many seconds the slowest container gets to stop before it is killed.
     *
     * @param arn the task definition
     * @return nothing when it was not read, or is not there any more
     */
    public Optional<Integer> stopTimeout(String arn) {
        return stop(arn).map(Stop::seconds);
    }

    Optional<Stop> stop(String arn) {
        return Optional.ofNullable(stops.getIfPresent(arn)).flatMap(stop -> stop);
    }

    /** Reads some of those that were not read yet, until a call fails. */
    void readSome(EcsGateway ecs, Stream<String> arns) {
        read(ecs, arns.filter(this::unknown).distinct().limit(AT_A_TIME));
    }

    /** Reads those of these that were not read yet, until a call fails. */
    void read(EcsGateway ecs, Stream<String> arns) {
        try {
            arns.filter(this::unknown).forEach(arn -> stops.put(arn, ask(ecs, arn)));
        } catch (SdkException failure) {
            // What was not answered at all is asked again in the next round.
            if (failure instanceof EcsException && !failed.getAndSet(true)) {
                LOG.atWarn()
                        .addKeyValue("reason", AwsFailure.describe(failure))
                        .log("task definitions cannot be read; alerts do not say how long tasks take to stop");
            }
        }
    }

    private boolean unknown(String arn) {
        return stops.getIfPresent(arn) == null;
    }

    /** A deleted revision cannot be described any more. */
    private static Optional<Stop> ask(EcsGateway ecs, String arn) {
        try {
            return ecs.containers(arn).stream()
                    .map(ContainerDefinition::stopTimeout)
                    .map(seconds ->
                            new Stop(Objects.requireNonNullElse(seconds, DEFAULT_STOP_TIMEOUT), seconds != null))
                    .reduce((one, other) ->
                            new Stop(Math.max(one.seconds(), other.seconds()), one.chosen() || other.chosen()));
        } catch (ClientException absent) {
            return Optional.empty();
        }
    }
}
