package org.spotalert.platform.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;

/**
 * When a call has to end: with its answer, its failure, or without either.
 *
 * @param at the latest end
 * @param lowPriority whether the call leaves the first place to the lookups of alerts: it takes only what of the request budget
 *     these do not need at once
 */
public record CallDeadline(Instant at, boolean lowPriority) {

    static final ExecutionAttribute<CallDeadline> DEADLINE = new ExecutionAttribute<>("SpotAlertsDeadline");

    /** The deadline of a call that an alert waits for. */
    public static CallDeadline ofAlert(Instant at) {
        return new CallDeadline(at, false);
    }

    /** The deadline of a call that no alert waits for. */
    public static CallDeadline lowPriority(Instant at) {
        return new CallDeadline(at, true);
    }

    /** What lets a request end at the deadline, its wait for the request budget included. */
    public AwsRequestOverrideConfiguration configuration(Clock clock) {
        Duration left = Duration.between(clock.instant(), at);
        // A call must be given some time; one that starts after the deadline ends at once.
        Duration timeout = left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(timeout)
                .putExecutionAttribute(DEADLINE, this)
                .build();
    }
}
