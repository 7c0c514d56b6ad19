package org.spotalert.event;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notice that one Spot Instance will be, or may be, taken back.
 *
 * @param eventId the EventBridge event's id; null when only the event's detail arrived, or the id is not printable
 * @param account the AWS account of the instance; null when neither the event nor the queue's address tells
 * @param region the AWS Region of the instance
 * @param zone the Availability Zone, as far as the event tells
 * @param instanceId the EC2 instance id, checked against its format
 * @param noticedAt when EC2 gave the notice
 */
public record Interruption(
        @Nullable String eventId,
        InterruptionKind kind,
        @Nullable String account,
        String region,
        @Nullable String zone,
        String instanceId,
        InstanceAction action,
        Instant noticedAt)
        implements ReceivedEvent {

    /** How long after the notice EC2 takes the instance; see "Spot Instance interruption notices" in the EC2 guide. */
    public static final Duration WARNING_TIME = Duration.ofMinutes(2);

    /**
     * What the notice is about: notices with the same subject repeat each other.
     *
     * @param noticedAt when the notice was given, where there may be more than one in the life of an instance: one that is
     *     stopped or hibernates may run again, and be interrupted again. Null where the instance goes for good
     */
    public record Subject(
            @Nullable String account,
            String region,
            String instanceId,
            InterruptionKind kind,
            @Nullable Instant noticedAt) {}

    /** What the notice is about. */
    public Subject subject() {
        boolean returns = kind == InterruptionKind.INTERRUPTION_WARNING && action != InstanceAction.TERMINATE;
        return new Subject(account, region, instanceId, kind, returns ? noticedAt : null);
    }

    /**
     * When EC2 takes the instance back: two minutes after the notice, or at the notice itself when the instance
     * hibernates. Null for a rebalance recommendation, which sets no time.
     */
    public @Nullable Instant reclaimAt() {
        if (kind == InterruptionKind.REBALANCE_RECOMMENDATION) {
            return null;
        }
        return action == InstanceAction.HIBERNATE ? noticedAt : noticedAt.plus(WARNING_TIME);
    }
}
