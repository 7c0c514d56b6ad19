package org.spotalert.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The events that announce the loss of an instance or a task, named by their EventBridge {@code detail-type}; and one without. */
public enum InterruptionKind {
    /** AWS takes the instance back, two minutes after the notice (at once when it hibernates). */
    INTERRUPTION_WARNING("aws.ec2", Certainty.IN_TWO_MINUTES, "EC2 Spot Instance Interruption Warning"),
    /** The instance runs a higher risk of interruption; a warning may follow at once, or never. AWS documents both names. */
    REBALANCE_RECOMMENDATION(
            "aws.ec2",
            Certainty.NOT_NOW,
            "EC2 Instance Rebalance Recommendation",
            "EC2 Spot Instance Rebalance Recommended"),
    /** The owner of an interruptible Capacity Reservation takes it back. AWS documents both names. */
    RESERVATION_WARNING(
            "aws.ec2",
            Certainty.IN_TWO_MINUTES,
            "EC2 Interruptible Capacity Reservation Instance Interruption Warning",
            "EC2 Capacity Reservation Instance Interruption Warning"),
    /** Auto Scaling terminates the instance, and a lifecycle hook makes it wait. */
    TERMINATE_ACTION("aws.autoscaling", Certainty.NOW, "EC2 Instance-terminate Lifecycle Action"),
    /** The instance stops or shuts down just now, whoever asked for it. */
    STATE_CHANGE("aws.ec2", Certainty.NOW, "EC2 Instance State-change Notification"),
    /** AWS takes the capacity of a Fargate Spot task back, two minutes after the notice. */
    TASK_INTERRUPTION("aws.ecs", Certainty.IN_TWO_MINUTES, "ECS Task State Change"),
    /** AWS has scheduled to retire, stop or reboot the instance, or to work on its host: days later, as a rule. */
    SCHEDULED_CHANGE("aws.health", Certainty.NOT_NOW, "AWS Health Event"),
    /** AWS has taken the instance, and nobody was notified before: the audit's finding, which no event announces. */
    MISSED("aws.ec2", Certainty.NOW),
    /** Two of the program's own events have not come from EventBridge; nothing is taken. */
    MISSED_CANARY("aws.ec2", Certainty.NOT_NOW);

    private enum Certainty {
        IN_TWO_MINUTES,
        NOW,
        NOT_NOW
    }

    /** How long after the notice EC2 takes the instance; see "Spot Instance interruption notices" in the EC2 guide. */
    public static final Duration WARNING_TIME = Duration.ofMinutes(2);
    /** The kinds that are notified unless a setting says otherwise: the warnings and the recommendations. */
    public static final Set<InterruptionKind> DEFAULTS =
            Set.of(INTERRUPTION_WARNING, REBALANCE_RECOMMENDATION, RESERVATION_WARNING, TASK_INTERRUPTION);

    private final String source;
    private final Certainty certainty;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it
    private final List<String> detailTypes;

    InterruptionKind(String source, Certainty certainty, String... detailTypes) {
        this.source = source;
        this.certainty = certainty;
        this.detailTypes = List.of(detailTypes);
    }

    public String detailType() {
        return detailTypes.get(0);
    }

    /** The {@code detail-type}, in each of its spellings. */
    public List<String> detailTypes() {
        return detailTypes;
    }

    /** Whether an event announces it. */
    public boolean announced() {
        return !detailTypes.isEmpty();
    }

    /** The {@code source} of the EventBridge event: the service that sends it. */
    public String source() {
        return source;
    }

    /** The name in settings, for example {@code rebalance-recommendation}. */
    public String settingName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the instance goes now; a recommendation says only that it may, and a scheduled change that it will some day. */
    public boolean certain() {
        return certainty != Certainty.NOT_NOW;
    }

    /** Whether it is a warning of AWS, after which two minutes are left. */
    public boolean warning() {
        return certainty == Certainty.IN_TWO_MINUTES;
    }

    /** Whether ECS may have forgotten by now what ran there: that nothing is found proves nothing then. */
    public boolean tooLateToFind(Interruption notice, Instant now) {
        return this == MISSED || (warning() && notice.late(now));
    }

    /** When the resource goes, where the notice does not say it; null where no time is set. */
    @Nullable Instant terminatesAt(Instant noticedAt, InstanceAction action) {
        if (action == InstanceAction.HIBERNATE || this == STATE_CHANGE || this == MISSED) {
            return noticedAt;
        }
        return warning() ? noticedAt.plus(WARNING_TIME) : null;
    }

    /** Which of several notices of this kind in the life of a resource this is; null where it can have only one. */
    @Nullable Instant occurrence(Interruption notice) {
        return switch (this) {
            // An instance that is stopped or hibernates may run again, and be interrupted again.
            case INTERRUPTION_WARNING, STATE_CHANGE, MISSED ->
                notice.action() == InstanceAction.TERMINATE ? null : notice.noticedAt();
            // A change that is postponed is news.
            case SCHEDULED_CHANGE -> notice.terminatesAt();
            case MISSED_CANARY -> notice.noticedAt();
            default -> null;
        };
    }

    Instant occursAt(Interruption notice) {
        return this == SCHEDULED_CHANGE && notice.terminatesAt() != null ? notice.terminatesAt() : notice.noticedAt();
    }

    boolean late(Interruption notice, Instant now) {
        return switch (this) {
            case SCHEDULED_CHANGE -> notice.terminatesAt() != null && now.isAfter(notice.terminatesAt());
            // It cannot come in time.
            case MISSED -> false;
            default -> now.isAfter(notice.noticedAt().plus(WARNING_TIME));
        };
    }

    /** The kind with this {@code detail-type}, or nothing when the event is not for this program. */
    public static Optional<InterruptionKind> ofDetailType(String detailType) {
        return Arrays.stream(values())
                .filter(kind -> kind.detailTypes.contains(detailType))
                .findFirst();
    }
}
