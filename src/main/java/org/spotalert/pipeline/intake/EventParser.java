package org.spotalert.pipeline.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.EcsChange;
import org.spotalert.model.EventPatterns;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;

/**
 * Reads an EventBridge event of EC2, ECS, Auto Scaling or AWS Health from a queue message: the event as such, in what other
 * services put around it ({@link Envelopes}), or cut down to its detail by an input path. Members it does not know are
 * ignored, as AWS asks.
 *
 * <p>{@link EventDetail} and {@link HealthDetail} know what each kind of event says.
 *
 * @param homeRegion the region of an event when nothing in it names one
 * @param homeAccount the account of an event when nothing in it names one, if it is known
 * @param kinds which kinds are notified
 */
public record EventParser(
        String homeRegion, Supplier<Optional<String>> homeAccount, Collection<InterruptionKind> kinds) {

    private static final Set<String> SUBSCRIPTIONS = Set.of("SubscriptionConfirmation", "UnsubscribeConfirmation");

    /**
     * Reads one message.
     *
     * @param body the message's body
     * @param sentAt when the message was sent, in milliseconds since the epoch: the time of an event without its own
     * @return the interruption, or several, what ECS says of its tasks and container instances, a recovery check, a question of
     *     SNS, or the event that is not for this program
     * @throws UnreadableEventException when the body is none of these
     */
    public ReceivedEvent parse(@Nullable String body, long sentAt) throws UnreadableEventException {
        Instant sent = Instant.ofEpochMilli(sentAt);
        Envelopes.Contents contents = Envelopes.open(body);
        if (contents.size() == 1) {
            return event(contents.events().get(0), sent);
        }
        List<ReceivedEvent> events = new ArrayList<>();
        List<String> unreadable = new ArrayList<>(contents.unreadable());
        for (Envelopes.Content content : contents.events()) {
            try {
                events.add(event(content, sent));
            } catch (UnreadableEventException malformed) {
                unreadable.add(String.valueOf(malformed.getMessage()));
            }
        }
        return together(events, unreadable);
    }

    /** What can be understood is sent, whatever the rest is. */
    private static ReceivedEvent together(List<ReceivedEvent> events, List<String> unreadable)
            throws UnreadableEventException {
        List<Interruption> interruptions =
                events.stream().flatMap(event -> event.interruptions().stream()).toList();
        if (!interruptions.isEmpty()) {
            return new ReceivedEvent.Notices(interruptions, unreadable);
        }
        if (!unreadable.isEmpty()) {
            throw new UnreadableEventException("of several events in it: " + unreadable.get(0));
        }
        List<EcsChange> changes = events.stream()
                .flatMap(event -> event instanceof ReceivedEvent.Changes all ? all.changes().stream() : Stream.of())
                .toList();
        return changes.isEmpty() ? events.get(0) : new ReceivedEvent.Changes(changes);
    }

    private ReceivedEvent event(Envelopes.Content content, Instant sentAt) throws UnreadableEventException {
        JsonNode message = content.event();
        boolean whole = message.path("detail-type").isTextual();
        if (!whole && SUBSCRIPTIONS.contains(message.path("Type").asText())) {
            String topic = EventFields.matching(EventPatterns.TOPIC, message.path("TopicArn"));
            return new ReceivedEvent.SubscriptionRequest(topic == null ? "unknown" : topic);
        }
        JsonNode event = whole ? message : BareDetail.event(message, sentAt).orElse(null);
        if (event == null) {
            throw new UnreadableEventException(
                    "neither \"detail-type\" nor \"instance-id\" is in it: not an event of AWS"
                            + Envelopes.looksLike(message));
        }
        String topicRegion = EventFields.regionOfArn(content.topic());
        return event(new EventFields(event, homeRegion, homeAccount, sentAt, topicRegion), !whole || content.wrapped());
    }

    private ReceivedEvent event(EventFields fields, boolean wrapped) throws UnreadableEventException {
        JsonNode event = fields.event();
        String detailType = event.path("detail-type").textValue();
        if (!EventPatterns.DETAIL_TYPE.matcher(detailType).matches()) {
            throw new UnreadableEventException("\"detail-type\" is not 1 to 128 characters without control characters");
        }
        if (detailType.equals(RecoveryCheck.DETAIL_TYPE)) {
            if (wrapped) {
                throw new UnreadableEventException("a recovery check is in an envelope, where this program puts none");
            }
            return RecoveryCheck.read(event);
        }
        if (detailType.equals(CanaryEvent.DETAIL_TYPE)) {
            return CanaryEvent.read(event);
        }
        List<Interruption> notices = notices(detailType, fields);
        if (!notices.isEmpty()) {
            return new ReceivedEvent.Notices(notices);
        }
        return EcsChangeDetail.read(detailType, fields)
                .<ReceivedEvent>map(change -> new ReceivedEvent.Changes(List.of(change)))
                .orElseGet(() -> new ReceivedEvent.Foreign(
                        EventFields.matching(EventPatterns.EVENT_ID, event.path("id")), detailType));
    }

    private List<Interruption> notices(String detailType, EventFields event) throws UnreadableEventException {
        if (EvictionDetail.isOne(event.event()) && kinds.contains(InterruptionKind.INTERRUPTION_WARNING)) {
            return EvictionDetail.read(event);
        }
        Optional<InterruptionKind> kind =
                InterruptionKind.ofDetailType(detailType).filter(kinds::contains);
        return kind.isPresent() ? EventDetail.read(kind.get(), event) : List.of();
    }
}
