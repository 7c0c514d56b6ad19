package org.spotalert.event;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads an EventBridge event of EC2, ECS or Auto Scaling from a queue message: the event as such, inside an SNS envelope (raw message
 * delivery off), or cut down to its detail by an input path. Members it does not know are ignored, as AWS asks.
 *
 * <p>{@link EventDetail} knows what each kind of event says.
 */
public final class EventParser {

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final FollowUpJson followUps = new FollowUpJson();
    private final EventFields fields;
    private final Set<InterruptionKind> kinds;
    private final boolean serviceChanges;

    /**
     * @param homeRegion the region of an event that does not name its own
     * @param homeAccount the account of an event that does not name its own, if it is known
     * @param kinds what people want to know
     * @param serviceChanges whether what ECS tells of its services is wanted; any other event is not for this program
     */
    public EventParser(
            String homeRegion,
            Supplier<Optional<String>> homeAccount,
            Collection<InterruptionKind> kinds,
            boolean serviceChanges) {
        this.fields = new EventFields(homeRegion, homeAccount);
        this.kinds = Set.copyOf(kinds);
        this.serviceChanges = serviceChanges;
    }

    /** A parser of what people want to know. */
    public EventParser(String homeRegion, Supplier<Optional<String>> homeAccount, Collection<InterruptionKind> kinds) {
        this(homeRegion, homeAccount, kinds, false);
    }

    /** A parser of the kinds that are wanted by default. */
    public EventParser(String homeRegion, Supplier<Optional<String>> homeAccount) {
        this(homeRegion, homeAccount, InterruptionKind.DEFAULTS);
    }

    /**
     * Reads one message.
     *
     * @param body the message's body
     * @param sentAt when the message was sent, in milliseconds since the epoch: the time of an event without its own
     * @return the interruption, the follow-up of one, the change of a service, or the event that is not for this program
     * @throws UnreadableEventException when the body is none of these
     */
    public ReceivedEvent parse(@Nullable String body, long sentAt) throws UnreadableEventException {
        JsonNode message = read(body, "the message body");
        if ("Notification".equals(message.path("Type").textValue())
                && message.path("Message").isTextual()) {
            message = read(message.path("Message").textValue(), "the message inside the SNS envelope");
        }
        if (message.path("detail-type").isTextual()) {
            return event(message);
        }
        if (message.path("instance-id").isTextual()) {
            return detailOnly(message, Instant.ofEpochMilli(sentAt));
        }
        if (message.path("AutoScalingGroupName").isTextual()) {
            return hook(message, Instant.ofEpochMilli(sentAt));
        }
        throw new UnreadableEventException("neither \"detail-type\" nor \"instance-id\" is in it: not an event of AWS");
    }

    private JsonNode read(@Nullable String text, String what) throws UnreadableEventException {
        try {
            JsonNode node = json.readTree(text == null ? "" : text);
            if (!node.isObject()) {
                throw new UnreadableEventException(what + " is not a JSON object");
            }
            return node;
        } catch (JsonProcessingException malformed) {
            // The parser's own text quotes the body, which may hold anything.
            JsonLocation place = malformed.getLocation();
            throw new UnreadableEventException(what + " is not JSON"
                    + (place == null
                            ? " that can be read"
                            : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"));
        }
    }

    private ReceivedEvent event(JsonNode event) throws UnreadableEventException {
        String detailType = event.path("detail-type").textValue();
        if (!EventPatterns.DETAIL_TYPE.matcher(detailType).matches()) {
            throw new UnreadableEventException("\"detail-type\" is not 1 to 128 characters without control characters");
        }
        if (detailType.equals(FollowUpJson.DETAIL_TYPE)) {
            return followUps.read(event);
        }
        String id = EventFields.matching(EventPatterns.EVENT_ID, event.path("id"));
        Optional<InterruptionKind> kind =
                InterruptionKind.ofDetailType(detailType).filter(kinds::contains);
        Optional<EventDetail> read =
                kind.isPresent() ? EventDetail.read(kind.get(), event.path("detail")) : Optional.empty();
        if (kind.isEmpty() || read.isEmpty()) {
            return other(id, detailType, event);
        }
        EventDetail detail = read.get();
        String resource = EventFields.resource(event.path("resources"));
        Instant time = EventFields.time(event.path("time"));
        return new Interruption(
                id,
                kind.get(),
                fields.account(event.path("account")),
                fields.region(event.path("region")),
                EventFields.zone(resource),
                detail.task() == null ? EventFields.instanceId(detail.id(), resource) : String.valueOf(detail.id()),
                detail.action(),
                detail.since() == null ? time : detail.since(),
                detail.task());
    }

    private ReceivedEvent other(@Nullable String id, String detailType, JsonNode event) {
        Optional<ServiceChange> change =
                serviceChanges ? ServiceEvents.read(detailType, event, fields) : Optional.empty();
        return change.isPresent() ? change.get() : new ForeignEvent(id, detailType);
    }

    /** What a lifecycle hook of Auto Scaling sends by itself: the bare detail; and a test when it is made. */
    private ReceivedEvent hook(JsonNode detail, Instant sentAt) throws UnreadableEventException {
        Optional<EventDetail> read = kinds.contains(InterruptionKind.TERMINATE_ACTION)
                ? EventDetail.read(InterruptionKind.TERMINATE_ACTION, detail)
                : Optional.empty();
        if (read.isEmpty()) {
            return new ForeignEvent(null, "notification of an Auto Scaling lifecycle hook");
        }
        return new Interruption(
                EventFields.matching(EventPatterns.EVENT_ID, detail.path("RequestId")),
                InterruptionKind.TERMINATE_ACTION,
                fields.account(detail.path("AccountId")),
                fields.homeRegion(),
                null,
                EventFields.instanceId(read.get().id(), null),
                read.get().action(),
                sentAt);
    }

    /** Only a warning names an action, so its presence tells the two kinds apart. */
    private Interruption detailOnly(JsonNode detail, Instant sentAt) throws UnreadableEventException {
        InterruptionKind kind = detail.path("instance-action").isTextual()
                ? InterruptionKind.INTERRUPTION_WARNING
                : InterruptionKind.REBALANCE_RECOMMENDATION;
        return new Interruption(
                null,
                kind,
                fields.account(MissingNode.getInstance()),
                fields.homeRegion(),
                null,
                EventFields.instanceId(detail.path("instance-id").textValue(), null),
                InstanceAction.of(detail.path("instance-action").textValue()),
                sentAt);
    }
}
