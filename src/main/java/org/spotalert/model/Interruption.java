package org.spotalert.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A notice that one instance, or one task of Fargate Spot, will be, or may be, taken away.
 *
 * @param eventId the EventBridge event's id; null when only the event's detail arrived, or the id is not printable
 * @param account the AWS account of the instance; null when neither the event nor the queue's address tells
 * @param region the AWS Region of the instance
 * @param zone the Availability Zone, as far as the event tells
 * @param instanceId the EC2 instance id, or the id of the Fargate task, checked against its format
 * @param noticedAt when AWS gave the notice
 * @param task the Fargate task; null when it is about an instance
 * @param goesAt when it goes, where the notice itself names the time; null where it does not
 * @param assumed what the notice does not say, so that the program has assumed it; empty when it says all
 */
public record Interruption(
        @Nullable String eventId,
        InterruptionKind kind,
        @Nullable String account,
        String region,
        @Nullable String zone,
        String instanceId,
        InstanceAction action,
        Instant noticedAt,
        @Nullable InterruptedTask task,
        @Nullable Instant goesAt,
        Set<Assumed> assumed)
        implements ReceivedEvent {

    /** What a notice may leave out. */
    public enum Assumed {
        /** Taken from the SNS topic that sent the notice, or else from the program's settings. */
        REGION,
        /** Taken from the queue's address. */
        ACCOUNT,
        /** The time at which the message was sent stands in. */
        TIME
    }

    public Interruption {
        assumed = Set.copyOf(assumed);
    }

    /** How long after the notice EC2 takes the instance; see "Spot Instance interruption notices" in the EC2 guide. */
    public static final Duration WARNING_TIME = Duration.ofMinutes(2);

    /** A notice about an instance. */
    public Interruption(
            @Nullable String eventId,
            InterruptionKind kind,
            @Nullable String account,
            String region,
            @Nullable String zone,
            String instanceId,
            InstanceAction action,
            Instant noticedAt) {
        this(eventId, kind, account, region, zone, instanceId, action, noticedAt, null, null);
    }

    /** A notice that says all that it has to say. */
    public Interruption(
            @Nullable String eventId,
            InterruptionKind kind,
            @Nullable String account,
            String region,
            @Nullable String zone,
            String instanceId,
            InstanceAction action,
            Instant noticedAt,
            @Nullable InterruptedTask task,
            @Nullable Instant goesAt) {
        this(eventId, kind, account, region, zone, instanceId, action, noticedAt, task, goesAt, Set.of());
    }

    /** A notice about an instance or a task that names no time. */
    public Interruption(
            @Nullable String eventId,
            InterruptionKind kind,
            @Nullable String account,
            String region,
            @Nullable String zone,
            String instanceId,
            InstanceAction action,
            Instant noticedAt,
            @Nullable InterruptedTask task) {
        this(eventId, kind, account, region, zone, instanceId, action, noticedAt, task, null);
    }

    /**
     * What the notice is about: notices with the same subject repeat each other.
     *
     * @param occurrence which one it is, where there may be more than one in the life of an instance. One that is stopped or
     *     hibernates may run again, and be interrupted again: when the notice was given. A change that is put off is news: when
     *     it begins. Null where the instance goes for good
     */
    public record Subject(
            @Nullable String account,
            String region,
            String instanceId,
            InterruptionKind kind,
            @Nullable Instant occurrence) {}

    /** A notice of another kind about the same thing, which takes it for good. */
    public Interruption as(InterruptionKind other) {
        return new Interruption(
                eventId,
                other,
                account,
                region,
                zone,
                instanceId,
                InstanceAction.TERMINATE,
                noticedAt,
                task,
                null,
                assumed);
    }

    /** The same notice, about this task. */
    public Interruption withTask(@Nullable InterruptedTask other) {
        return new Interruption(
                eventId, kind, account, region, zone, instanceId, action, noticedAt, other, goesAt, assumed);
    }

    /** Whether the instance may be in another account or Region: that nothing is found here proves nothing then. */
    public boolean placeAssumed() {
        return assumed.contains(Assumed.REGION) || assumed.contains(Assumed.ACCOUNT);
    }

    /** What the notice is about. */
    public Subject subject() {
        if (kind == InterruptionKind.SCHEDULED_CHANGE) {
            return new Subject(account, region, instanceId, kind, goesAt);
        }
        boolean mayReturn = kind == InterruptionKind.INTERRUPTION_WARNING || kind == InterruptionKind.STATE_CHANGE;
        boolean returns = mayReturn && action != InstanceAction.TERMINATE;
        return new Subject(account, region, instanceId, kind, returns ? noticedAt : null);
    }

    /**
     * When it goes: when the notice says, or else two minutes after a warning, or at the notice itself when the instance
     * hibernates or stops already. Null where no time is set: for a rebalance recommendation, and for a lifecycle hook, whose
     * timeout it is.
     */
    public @Nullable Instant reclaimAt() {
        if (goesAt != null) {
            return goesAt;
        }
        if (kind == InterruptionKind.STATE_CHANGE || action == InstanceAction.HIBERNATE) {
            return noticedAt;
        }
        return kind.warning() ? noticedAt.plus(WARNING_TIME) : null;
    }

    /** When it happens: with the notice, but for a change that is scheduled for later. */
    public Instant occursAt() {
        return kind == InterruptionKind.SCHEDULED_CHANGE && goesAt != null ? goesAt : noticedAt;
    }

    /** Whether telling it now is late: the time that the notice gave is over. */
    public boolean late(Instant now) {
        if (kind == InterruptionKind.SCHEDULED_CHANGE) {
            return goesAt != null && now.isAfter(goesAt);
        }
        return now.isAfter(noticedAt.plus(WARNING_TIME));
    }

    @Override
    public List<Interruption> interruptions() {
        return List.of(this);
    }
}
