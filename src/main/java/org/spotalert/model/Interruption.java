package org.spotalert.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A notice that one instance, or one task of Fargate Spot, will be, or may be, taken away.
 *
 * @param eventId the EventBridge event's id; null when only the event's detail arrived, or the id is not printable
 * @param noticedAt when AWS gave the notice
 * @param terminatesAt when it goes: the time that the notice names, or else the one that follows from its kind. Null where no
 *     time is set: for a rebalance recommendation, and for a lifecycle hook, whose timeout it is
 * @param assumed what the notice does not say, so that the program has assumed it; empty when it says all
 * @param source the way by which it came; an event of EventBridge where a record of an older version does not say it
 */
public record Interruption(
        @Nullable String eventId,
        InterruptionKind kind,
        Place place,
        Resource resource,
        InstanceAction action,
        Instant noticedAt,
        @Nullable Instant terminatesAt,
        Set<Assumed> assumed,
        Source source) {

    /** How the program has learned of it. */
    public enum Source {
        EVENTBRIDGE(""),
        /** The status of a Spot request announced it, and EventBridge had not by then. */
        REQUEST_WATCH("The status of the Spot request announced this; EventBridge had not by then."),
        /** AWS says that it has taken the instance, and nothing announced that. */
        EVICTION("AWS has taken the instance. Nothing announced that before."),
        /** The audit found that AWS has taken the instance, and that nobody was notified. */
        AUDIT(""),
        /** The program's own events have not come. */
        CANARY("");

        private final String remark;

        Source(String remark) {
            this.remark = remark;
        }

        /** What a reader should know of this way; nothing where it is the usual one. */
        List<String> remarks() {
            return remark.isEmpty() ? List.of() : List.of(remark);
        }
    }

    /** What a notice may leave out. */
    public enum Assumed {
        /** Taken from the SNS topic that sent the notice, or else from the program's settings. */
        REGION,
        /** Taken from the queue's address. */
        ACCOUNT,
        /** Taken from the time at which the message was sent. */
        TIME
    }

    public Interruption {
        assumed = Set.copyOf(assumed);
        source = Objects.requireNonNullElse(source, Source.EVENTBRIDGE);
        terminatesAt = terminatesAt == null ? kind.terminatesAt(noticedAt, action) : terminatesAt;
    }

    /**
     * What the notice is about: notices with the same subject repeat each other.
     *
     * @param occurrence which one it is, where there may be more than one in the life of a resource; null where it goes for
     *     good
     */
    public record Subject(
            @Nullable String account,
            String region,
            String resourceId,
            InterruptionKind kind,
            @Nullable Instant occurrence) {}

    public @Nullable String account() {
        return place.account();
    }

    public String region() {
        return place.region();
    }

    public @Nullable String zone() {
        return place.zone();
    }

    public String resourceId() {
        return resource.id();
    }

    /** The Fargate task; null when it is about an instance. */
    public Resource.@Nullable FargateTask task() {
        return resource instanceof Resource.FargateTask task ? task : null;
    }

    /** Whether the instance may be in another account or Region: that nothing is found here proves nothing then. */
    public boolean placeAssumed() {
        return assumed.contains(Assumed.REGION) || assumed.contains(Assumed.ACCOUNT);
    }

    public Subject subject() {
        return new Subject(account(), region(), resourceId(), kind, kind.occurrence(this));
    }

    /** When it happens: with the notice, but for a change that is scheduled for later. */
    public Instant occursAt() {
        return kind.occursAt(this);
    }

    /** Whether an alert is late now: the time that the notice gave is over. */
    public boolean late(Instant now) {
        return kind.late(this, now);
    }
}
