package org.spotalert.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The events that announce the loss of an instance or a task, named by their EventBridge {@code detail-type}. */
public enum InterruptionKind {
    /** AWS takes the instance back, two minutes after the notice (at once when it hibernates). */
    INTERRUPTION_WARNING("EC2 Spot Instance Interruption Warning"),
    /** The instance runs a higher risk of interruption; a warning may follow at once, or never. AWS documents both names. */
    REBALANCE_RECOMMENDATION("EC2 Instance Rebalance Recommendation", "EC2 Spot Instance Rebalance Recommended"),
    /** The owner of an interruptible Capacity Reservation takes it back. AWS documents both names. */
    RESERVATION_WARNING(
            "EC2 Interruptible Capacity Reservation Instance Interruption Warning",
            "EC2 Capacity Reservation Instance Interruption Warning"),
    /** Auto Scaling terminates the instance, and a lifecycle hook makes it wait. */
    TERMINATE_ACTION("EC2 Instance-terminate Lifecycle Action"),
    /** The instance stops or shuts down just now, whoever asked for it. */
    STATE_CHANGE("EC2 Instance State-change Notification"),
    /** AWS takes the capacity of a Fargate Spot task back, two minutes after the notice. */
    TASK_INTERRUPTION("ECS Task State Change"),
    /** AWS has scheduled to retire, stop or reboot the instance, or to work on its host: days later, as a rule. */
    SCHEDULED_CHANGE("AWS Health Event");

    /** What people want to know unless they say otherwise: the warnings and the recommendations. */
    public static final Set<InterruptionKind> DEFAULTS =
            Set.of(INTERRUPTION_WARNING, REBALANCE_RECOMMENDATION, RESERVATION_WARNING, TASK_INTERRUPTION);

    private static final Set<InterruptionKind> TWO_MINUTES =
            Set.of(INTERRUPTION_WARNING, RESERVATION_WARNING, TASK_INTERRUPTION);

    private final String detailType;
    private final @Nullable String otherSpelling;

    InterruptionKind(String detailType) {
        this(detailType, null);
    }

    InterruptionKind(String detailType, @Nullable String otherSpelling) {
        this.detailType = detailType;
        this.otherSpelling = otherSpelling;
    }

    /** The {@code detail-type} of the EventBridge event. */
    public String detailType() {
        return detailType;
    }

    /** The {@code detail-type}, in each of its spellings. */
    public List<String> detailTypes() {
        return otherSpelling == null ? List.of(detailType) : List.of(detailType, otherSpelling);
    }

    /** The {@code source} of the EventBridge event: the service that sends it. */
    public String source() {
        return switch (this) {
            case TERMINATE_ACTION -> "aws.autoscaling";
            case TASK_INTERRUPTION -> "aws.ecs";
            case SCHEDULED_CHANGE -> "aws.health";
            default -> "aws.ec2";
        };
    }

    /** The name in settings, for example {@code rebalance-recommendation}. */
    public String settingName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the instance goes now; a recommendation says only that it may, and a scheduled change that it will some day. */
    public boolean certain() {
        return this != REBALANCE_RECOMMENDATION && this != SCHEDULED_CHANGE;
    }

    /** Whether it is a warning of AWS, after which two minutes are left. */
    public boolean warning() {
        return TWO_MINUTES.contains(this);
    }

    /** The kind with this {@code detail-type}, or nothing when the event is not for this program. */
    public static Optional<InterruptionKind> ofDetailType(String detailType) {
        return Arrays.stream(values())
                .filter(kind -> kind.detailTypes().contains(detailType))
                .findFirst();
    }
}
