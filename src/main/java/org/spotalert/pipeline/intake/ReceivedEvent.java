package org.spotalert.pipeline.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.EcsChange;
import org.spotalert.model.Interruption;

/** What a readable message on the queue turns out to be. */
public sealed interface ReceivedEvent
        permits ReceivedEvent.Notices,
                ReceivedEvent.Changes,
                ReceivedEvent.Foreign,
                ReceivedEvent.SubscriptionRequest,
                RecoveryCheck,
                CanaryEvent {

    /** The interruptions that it gives notice of; none when it gives no notice. */
    default List<Interruption> interruptions() {
        return List.of();
    }

    /**
     * Notice about one instance or task; or about several, from a change that AWS has scheduled for them, or from several
     * events in one message.
     *
     * @param interruptions one for each of the instances; at least one
     * @param unreadable why further parts of the message cannot be understood; mostly empty
     */
    record Notices(List<Interruption> interruptions, List<String> unreadable) implements ReceivedEvent {

        public Notices {
            interruptions = List.copyOf(interruptions);
            unreadable = List.copyOf(unreadable);
        }

        /** A message that can be understood as a whole. */
        public Notices(List<Interruption> interruptions) {
            this(interruptions, List.of());
        }
    }

    /** What ECS says of tasks and container instances: it gives no notice, and is not needed for one, nor read beside one. */
    record Changes(List<EcsChange> changes) implements ReceivedEvent {

        public Changes {
            changes = List.copyOf(changes);
        }
    }

    /**
     * A well-formed event of a kind this program has nothing to say about.
     *
     * @param eventId the EventBridge event's id, if it has one
     * @param detailType the event's {@code detail-type}
     */
    record Foreign(@Nullable String eventId, String detailType) implements ReceivedEvent {}

    /**
     * SNS asks somebody to confirm, or to take back, the subscription of the queue.
     *
     * @param topic the topic's ARN; {@code unknown} when the message does not name one
     */
    record SubscriptionRequest(String topic) implements ReceivedEvent {}
}
