package org.spotalert.platform.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;

/**
 * When calls that belong together have to end: with their answers, their failures, or without either.
 *
 * @param priority who waits for them
 * @param begun when they began: what their answers say held then or later
 * @param at the latest end
 */
public record CallDeadline(Priority priority, Instant begun, Instant at) {

    static final ExecutionAttribute<CallDeadline> DEADLINE = new ExecutionAttribute<>("SpotAlertsDeadline");

    private static final Duration LONGEST = Duration.ofMinutes(1);

    public static CallDeadline of(Priority priority, Instant now, Duration timeout) {
        return new CallDeadline(priority, now, now.plus(timeout));
    }

    /** What lets a request end at the deadline, its wait for the request budget included. */
    public AwsRequestOverrideConfiguration configuration(Clock clock) {
        Duration left = Duration.between(clock.instant(), at);
        // A call must be given some time; one that starts after the deadline ends at once.
        Duration timeout = left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST)
                .putExecutionAttribute(DEADLINE, this)
                .build();
    }
}
