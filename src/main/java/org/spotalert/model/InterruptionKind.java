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
    INTERRUPTION_WARNING(Source.EC2, Certainty.IN_TWO_MINUTES, "EC2 Spot Instance Interruption Warning") {
        @Override
        @Nullable Instant occurrence(Interruption notice) {
            return ofOneThatMayReturn(notice);
        }
    },
    /** The instance runs a higher risk of interruption; a warning may follow at once, or never. AWS documents both names. */
    REBALANCE_RECOMMENDATION(
            Source.EC2,
            Certainty.NOT_NOW,
            "EC2 Instance Rebalance Recommendation",
            "EC2 Spot Instance Rebalance Recommended"),
    /** The owner of an interruptible Capacity Reservation takes it back. AWS documents both names. */
    RESERVATION_WARNING(
            Source.EC2,
            Certainty.IN_TWO_MINUTES,
            "EC2 Interruptible Capacity Reservation Instance Interruption Warning",
            "EC2 Capacity Reservation Instance Interruption Warning"),
    /** Auto Scaling terminates the instance, and a lifecycle hook makes it wait. */
    TERMINATE_ACTION(Source.AUTO_SCALING, Certainty.NOW, "EC2 Instance-terminate Lifecycle Action"),
    /** The instance stops or shuts down just now, whoever asked for it. */
    STATE_CHANGE(Source.EC2, Certainty.NOW, "EC2 Instance State-change Notification") {
        @Override
        Instant terminatesAt(Instant noticedAt, InstanceAction action) {
            return noticedAt;
        }

        @Override
        @Nullable Instant occurrence(Interruption notice) {
            return ofOneThatMayReturn(notice);
        }
    },
    /** AWS takes the capacity of a Fargate Spot task back, two minutes after the notice. */
    TASK_INTERRUPTION(Source.ECS, Certainty.IN_TWO_MINUTES, "ECS Task State Change"),
    /** AWS has scheduled to retire, stop or reboot the instance, or to work on its host: days later, as a rule. */
    SCHEDULED_CHANGE(Source.HEALTH, Certainty.NOT_NOW, "AWS Health Event") {
        /** A change that is postponed is news. */
        @Override
        @Nullable Instant occurrence(Interruption notice) {
            return notice.terminatesAt();
        }

        @Override
        Instant occursAt(Interruption notice) {
            return notice.terminatesAt() == null ? notice.noticedAt() : notice.terminatesAt();
        }

        @Override
        boolean late(Interruption notice, Instant now) {
            return notice.terminatesAt() != null && now.isAfter(notice.terminatesAt());
        }
    },
    /** AWS has taken the instance, and nobody was notified before: the audit's finding, which no event announces. */
    MISSED(Source.EC2, Certainty.NOW) {
        @Override
        Instant terminatesAt(Instant noticedAt, InstanceAction action) {
            return noticedAt;
        }

        @Override
        @Nullable Instant occurrence(Interruption notice) {
            return ofOneThatMayReturn(notice);
        }

        /** It cannot come in time. */
        @Override
        boolean late(Interruption notice, Instant now) {
            return false;
        }
    },
    /** Two of the program's own events have not come from EventBridge; nothing is taken. */
    MISSED_CANARY(Source.EC2, Certainty.NOT_NOW) {
        @Override
        @Nullable Instant occurrence(Interruption notice) {
            return notice.noticedAt();
        }
    };

    private enum Source {
        EC2,
        AUTO_SCALING,
        ECS,
        HEALTH
    }

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

    private final Source source;
    private final Certainty certainty;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it
    private final List<String> detailTypes;

    InterruptionKind(Source source, Certainty certainty, String... detailTypes) {
        this.source = source;
        this.certainty = certainty;
        this.detailTypes = List.of(detailTypes);
    }

    /** The {@code detail-type} of the EventBridge event. */
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
        return "aws." + source.name().toLowerCase(Locale.ROOT).replace("_", "");
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
        if (action == InstanceAction.HIBERNATE) {
            return noticedAt;
        }
        return warning() ? noticedAt.plus(WARNING_TIME) : null;
    }

    /** Which of several notices of this kind in the life of a resource this is; null where it can have only one. */
    @Nullable Instant occurrence(Interruption notice) {
        return null;
    }

    /** An instance that is stopped or hibernates may run again, and be interrupted again. */
    private static @Nullable Instant ofOneThatMayReturn(Interruption notice) {
        return notice.action() == InstanceAction.TERMINATE ? null : notice.noticedAt();
    }

    Instant occursAt(Interruption notice) {
        return notice.noticedAt();
    }

    boolean late(Interruption notice, Instant now) {
        return now.isAfter(notice.noticedAt().plus(WARNING_TIME));
    }

    /** The kind with this {@code detail-type}, or nothing when the event is not for this program. */
    public static Optional<InterruptionKind> ofDetailType(String detailType) {
        return Arrays.stream(values())
                .filter(kind -> kind.detailTypes.contains(detailType))
                .findFirst();
    }
}
