package org.spotalert.event;

import java.util.Arrays;
import java.util.Optional;

/** The EC2 events that announce the loss of a Spot Instance, named by their EventBridge {@code detail-type}. */
public enum InterruptionKind {
    /** AWS takes the instance back, two minutes after the notice (at once when it hibernates). */
    INTERRUPTION_WARNING("EC2 Spot Instance Interruption Warning"),
    /** The instance runs an elevated risk of interruption; there may be no warning later, or one right away. */
    REBALANCE_RECOMMENDATION("EC2 Instance Rebalance Recommendation");

    private final String detailType;

    InterruptionKind(String detailType) {
        this.detailType = detailType;
    }

    /** The {@code detail-type} of the EventBridge event. */
    public String detailType() {
        return detailType;
    }

    /** Whether the instance goes; a recommendation says only that it may. */
    public boolean certain() {
        return this != REBALANCE_RECOMMENDATION;
    }

    /** The kind with this {@code detail-type}, or nothing when the event is not for this program. */
    public static Optional<InterruptionKind> ofDetailType(String detailType) {
        return Arrays.stream(values())
                .filter(kind -> kind.detailType.equals(detailType))
                .findFirst();
    }
}
