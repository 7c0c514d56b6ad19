package org.spotalert.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;

/** When a call has to end: with its answer, its failure, or without either. */
public final class CallDeadline {

    static final ExecutionAttribute<Instant> DEADLINE = new ExecutionAttribute<>("SpotAlertsDeadline");

    private CallDeadline() {}

    /** What lets a request end at the deadline, its wait for the request budget included. */
    public static AwsRequestOverrideConfiguration until(Instant deadline, Clock clock) {
        Duration left = Duration.between(clock.instant(), deadline);
        // A call must be given some time; one that starts after the deadline ends at once.
        Duration timeout = left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(timeout)
                .putExecutionAttribute(DEADLINE, deadline)
                .build();
    }
}
