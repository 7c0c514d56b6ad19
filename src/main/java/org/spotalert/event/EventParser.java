package org.spotalert.event;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads an EventBridge event of EC2, ECS, Auto Scaling or AWS Health from a queue message: the event as such, inside an SNS
 * envelope (raw message delivery off), or cut down to its detail by an input path. Members it does not know are ignored, as
 * AWS asks.
 *
 * <p>{@link EventDetail} and {@link HealthDetail} know what each kind of event says.
 */
public final class EventParser {

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final FollowUpJson followUps = new FollowUpJson();
    private final EventFields fields;
    private final HealthDetail health;
    private final Set<InterruptionKind> kinds;

    /**
     * @param homeRegion the region of an event that does not name its own
     * @param homeAccount the account of an event that does not name its own, if it is known
     * @param kinds what people want to know
     */
    public EventParser(String homeRegion, Supplier<Optional<String>> homeAccount, Collection<InterruptionKind> kinds) {
        this.fields = new EventFields(homeRegion, homeAccount);
        this.health = new HealthDetail(fields);
        this.kinds = Set.copyOf(kinds);
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
     * @return the interruption, or several, the follow-up of one, or the event that is not for this program
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
        Optional<JsonNode> bare = BareDetail.event(message, Instant.ofEpochMilli(sentAt));
        if (bare.isPresent()) {
            return event(bare.get());
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
        Optional<InterruptionKind> kind =
                InterruptionKind.ofDetailType(detailType).filter(kinds::contains);
        Optional<? extends ReceivedEvent> notice = kind.isPresent() ? notice(kind.get(), event) : Optional.empty();
        return notice.isPresent() ? notice.get() : new ForeignEvent(id(event), detailType);
    }

    /** What the event gives notice of; nothing when it announces no loss. */
    private Optional<? extends ReceivedEvent> notice(InterruptionKind kind, JsonNode event)
            throws UnreadableEventException {
        if (kind == InterruptionKind.SCHEDULED_CHANGE) {
            return health.read(event);
        }
        Optional<EventDetail> read = EventDetail.read(kind, event.path("detail"));
        return read.isPresent() ? Optional.of(interruption(kind, read.get(), event)) : Optional.empty();
    }

    private Interruption interruption(InterruptionKind kind, EventDetail detail, JsonNode event)
            throws UnreadableEventException {
        String resource = EventFields.resource(event.path("resources"));
        Instant time = EventFields.time(event.path("time"));
        return new Interruption(
                id(event),
                kind,
                fields.account(event.path("account")),
                fields.region(event.path("region")),
                EventFields.zone(resource),
                detail.task() == null ? EventFields.instanceId(detail.id(), resource) : String.valueOf(detail.id()),
                detail.action(),
                detail.since() == null ? time : detail.since(),
                detail.task(),
                detail.goesAt());
    }

    private static @Nullable String id(JsonNode event) {
        return EventFields.matching(EventPatterns.EVENT_ID, event.path("id"));
    }
}
