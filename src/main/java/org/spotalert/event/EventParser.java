package org.spotalert.event;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an EventBridge event of EC2, ECS or Auto Scaling from a queue message: the event as such, inside an SNS envelope (raw message
 * delivery off), or cut down to its detail by an input path. Members it does not know are ignored, as AWS asks.
 *
 * <p>{@link EventDetail} knows what each kind of event says.
 */
public final class EventParser {

    /**
     * EC2 names the zone where an ARN has its region, and leaves the account out: this text is no ARN and is not
     * parsed as one.
     */
    private static final Pattern RESOURCE =
            Pattern.compile("arn:aws[a-z-]*:ec2:([a-z0-9-]+):[0-9]*:?instance/(i-[0-9a-f]+)");

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final FollowUpJson followUps = new FollowUpJson();
    private final String homeRegion;
    private final Supplier<Optional<String>> homeAccount;
    private final Set<InterruptionKind> kinds;

    /**
     * @param homeRegion the region of an event that does not name its own
     * @param homeAccount the account of an event that does not name its own, if it is known
     * @param kinds what people want to know; any other event is not for this program
     */
    public EventParser(String homeRegion, Supplier<Optional<String>> homeAccount, Collection<InterruptionKind> kinds) {
        this.homeRegion = homeRegion;
        this.homeAccount = homeAccount;
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
     * @return the interruption, the follow-up of one, or the event that is not for this program
     * @throws UnreadableEventException when the body is neither
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
        String id = matching(EventPatterns.EVENT_ID, event.path("id"));
        Optional<InterruptionKind> kind =
                InterruptionKind.ofDetailType(detailType).filter(kinds::contains);
        Optional<EventDetail> read =
                kind.isPresent() ? EventDetail.read(kind.get(), event.path("detail")) : Optional.empty();
        if (kind.isEmpty() || read.isEmpty()) {
            return new ForeignEvent(id, detailType);
        }
        EventDetail detail = read.get();
        String resource = resource(event.path("resources"));
        Instant time = time(event.path("time"));
        return new Interruption(
                id,
                kind.get(),
                account(event.path("account")),
                region(event.path("region")),
                zone(resource),
                detail.task() == null ? instanceId(detail.id(), resource) : String.valueOf(detail.id()),
                detail.action(),
                detail.since() == null ? time : detail.since(),
                detail.task());
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
                matching(EventPatterns.EVENT_ID, detail.path("RequestId")),
                InterruptionKind.TERMINATE_ACTION,
                account(detail.path("AccountId")),
                homeRegion,
                null,
                instanceId(read.get().id(), null),
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
                homeAccount.get().orElse(null),
                homeRegion,
                null,
                instanceId(detail.path("instance-id").textValue(), null),
                InstanceAction.of(detail.path("instance-action").textValue()),
                sentAt);
    }

    private @Nullable String account(JsonNode account) {
        String named = matching(EventPatterns.ACCOUNT, account);
        return named == null ? homeAccount.get().orElse(null) : named;
    }

    private String region(JsonNode region) {
        String named = matching(EventPatterns.REGION, region);
        return named == null ? homeRegion : named;
    }

    /** {@code resources} is an array in most events and a plain string in some. */
    private static @Nullable String resource(JsonNode resources) {
        return resources.isArray() ? resources.path(0).textValue() : resources.textValue();
    }

    private static @Nullable String zone(@Nullable String resource) {
        Matcher matcher = RESOURCE.matcher(resource == null ? "" : resource);
        return matcher.matches() && EventPatterns.ZONE.matcher(matcher.group(1)).matches() ? matcher.group(1) : null;
    }

    private static String instanceId(@Nullable String named, @Nullable String resource)
            throws UnreadableEventException {
        Matcher matcher = RESOURCE.matcher(resource == null ? "" : resource);
        String id = named == null && matcher.matches() ? matcher.group(2) : named;
        if (id == null || !EventPatterns.INSTANCE_ID.matcher(id).matches()) {
            throw new UnreadableEventException("\"detail.instance-id\" is missing or not an EC2 instance id");
        }
        return id;
    }

    /** A time that no calendar of a channel or a database takes would fail the whole batch later. */
    private static Instant time(JsonNode time) throws UnreadableEventException {
        try {
            Instant named = Instant.parse(time.asText());
            if (named.isBefore(Instant.EPOCH) || named.isAfter(EventPatterns.LATEST)) {
                throw new UnreadableEventException("\"time\" is not between the years 1970 and 9999");
            }
            return named;
        } catch (DateTimeParseException malformed) {
            throw new UnreadableEventException("\"time\" is missing or not an ISO 8601 time");
        }
    }

    private static @Nullable String matching(Pattern pattern, JsonNode node) {
        String text = node.textValue();
        return text != null && pattern.matcher(text).matches() ? text : null;
    }
}
