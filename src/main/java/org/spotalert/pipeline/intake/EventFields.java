package org.spotalert.pipeline.intake;

import static java.time.format.DateTimeFormatter.ISO_INSTANT;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.EventPatterns;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.Interruption.Assumed;
import org.spotalert.model.Interruption.Source;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Place;
import org.spotalert.model.Resource;

/**
 * Reads the members that events have in common. What does not look as it should is not believed.
 *
 * @param event the event
 * @param homeRegion the Region of an event when nothing else names it
 * @param homeAccount the account of an event when nothing else names it, if it is known
 * @param sentAt when the message was sent: the time of an event that does not name its own
 * @param topicRegion the Region of the SNS topic that has sent the event; null without one
 */
record EventFields(
        JsonNode event,
        String homeRegion,
        Supplier<Optional<String>> homeAccount,
        Instant sentAt,
        @Nullable String topicRegion) {

    /**
     * EC2 names the zone where an ARN has its region, and leaves the account out: this text is no ARN and is not
     * parsed as one.
     */
    private static final Pattern RESOURCE =
            Pattern.compile("arn:aws[a-z-]*:ec2:([a-z0-9-]+):[0-9]*:?instance/(i-[0-9a-f]+)");

    /** Shorter numbers are rather something else than an account that begins with zeros. */
    private static final long SHORTEST_ACCOUNT = 1_000_000_000L;

    private static final int ACCOUNT_DIGITS = 12;

    /**
     * Where and when AWS gave notice.
     *
     * @param assumed what of this the event itself does not say
     */
    record Origin(Place place, Instant time, Set<Assumed> assumed) {}

    JsonNode detail() {
        return event.path("detail");
    }

    /**
     * Where and when: as the detail says, or else the event, or else the ARNs in it.
     *
     * @param account the account by the detail; null where it names none
     * @param region the Region by the detail; null where it names none
     * @param time the time by the detail or the event; null where none is named
     * @param arns ARNs in the event, beside its first resource
     */
    Origin origin(@Nullable String account, @Nullable String region, @Nullable Instant time, JsonNode... arns) {
        String theAccount = account == null ? account(event.path("account")) : account;
        String theRegion = region == null ? regionIn(event.path("region").textValue()) : region;
        List<@Nullable String> all = new ArrayList<>();
        all.add(resource());
        Stream.of(arns).map(JsonNode::textValue).forEach(all::add);
        for (String arn : all) {
            Matcher matcher = EventPatterns.ARN.matcher(arn == null ? "" : arn);
            if (matcher.lookingAt()) {
                theAccount = theAccount == null ? matcher.group(2) : theAccount;
                theRegion = theRegion == null ? regionIn(matcher.group(1)) : theRegion;
            }
        }
        Set<Assumed> assumed = EnumSet.noneOf(Assumed.class);
        if (theAccount == null) {
            assumed.add(Assumed.ACCOUNT);
            theAccount = homeAccount.get().orElse(null);
        }
        if (theRegion == null) {
            assumed.add(Assumed.REGION);
            theRegion = topicRegion == null ? homeRegion : topicRegion;
        }
        if (time == null) {
            assumed.add(Assumed.TIME);
        }
        return new Origin(new Place(theAccount, theRegion, null), time == null ? sentAt : time, assumed);
    }

    /** The notice; the time at which the resource goes is null where the detail does not say it. */
    Interruption notice(
            InterruptionKind kind,
            Resource resource,
            InstanceAction action,
            Origin origin,
            @Nullable Instant terminatesAt,
            Source source) {
        String id = matching(EventPatterns.EVENT_ID, event.path("id"));
        return new Interruption(
                id, kind, origin.place(), resource, action, origin.time(), terminatesAt, origin.assumed(), source);
    }

    /** The account, which some tools write as a number; a number has no leading zeros. */
    static @Nullable String account(JsonNode account) {
        if (account.isIntegralNumber() && account.asLong() >= SHORTEST_ACCOUNT) {
            String padded = String.format(Locale.ROOT, "%012d", account.asLong());
            return account.canConvertToLong() && padded.length() == ACCOUNT_DIGITS ? padded : null;
        }
        return matching(EventPatterns.ACCOUNT, account);
    }

    /** The Region that this names, or whose zone it names; null when it is neither. */
    static @Nullable String regionIn(@Nullable String name) {
        String text = name == null ? "" : name;
        if (EventPatterns.REGION.matcher(text).matches()) {
            return text;
        }
        Matcher zone = EventPatterns.ZONE.matcher(text);
        return zone.matches() ? zone.group(1) : null;
    }

    /** The Region in an ARN; null without one. */
    static @Nullable String regionOfArn(@Nullable String arn) {
        Matcher matcher = EventPatterns.ARN.matcher(arn == null ? "" : arn);
        return matcher.lookingAt() ? regionIn(matcher.group(1)) : null;
    }

    /** By which way an event came: this program puts on the queue what its watch finds. */
    Source source() {
        return RecoveryCheck.SOURCE.equals(event.path("source").textValue())
                ? Source.REQUEST_WATCH
                : Source.EVENTBRIDGE;
    }

    /** The first resource; {@code resources} is an array in most events and a plain string in some. */
    @Nullable String resource() {
        JsonNode resources = event.path("resources");
        return resources.isArray() ? resources.path(0).textValue() : resources.textValue();
    }

    /** The zone of the first resource; null without one. */
    @Nullable String zone() {
        Matcher matcher = RESOURCE.matcher(String.valueOf(resource()));
        return matcher.matches() && EventPatterns.ZONE.matcher(matcher.group(1)).matches() ? matcher.group(1) : null;
    }

    /** The id of the instance that this names, as an id or as the ARN of an instance; null when it is something else. */
    static @Nullable String instanceNamed(@Nullable String entity) {
        String text = entity == null ? "" : entity;
        Matcher arn = RESOURCE.matcher(text);
        String id = arn.matches() ? arn.group(2) : text;
        return EventPatterns.INSTANCE_ID.matcher(id).matches() ? id : null;
    }

    /** The id of the instance, as the detail names it or else the first resource. */
    String instanceId(@Nullable String named) throws UnreadableEventException {
        Matcher matcher = RESOURCE.matcher(String.valueOf(resource()));
        String id = named == null && matcher.matches() ? matcher.group(2) : named;
        if (id == null || !EventPatterns.INSTANCE_ID.matcher(id).matches()) {
            throw new UnreadableEventException("\"detail.instance-id\" is missing or not an EC2 instance id");
        }
        return id;
    }

    /** The time in the event; null when there is none that can be read. */
    @Nullable Instant time() {
        return timeIfAny(event.path("time"), ISO_INSTANT);
    }

    /** A time that the event may do without; null when there is none that can be read. */
    static @Nullable Instant timeIfAny(JsonNode time, DateTimeFormatter... forms) {
        for (DateTimeFormatter form : forms) {
            try {
                Instant named = form.parse(time.asText(), Instant::from);
                return named.isBefore(Instant.EPOCH) || named.isAfter(EventPatterns.LATEST) ? null : named;
            } catch (DateTimeException otherForm) {
                // The next one, or none.
            }
        }
        return null;
    }

    static @Nullable String matching(Pattern pattern, JsonNode node) {
        String text = node.textValue();
        return text != null && pattern.matcher(text).matches() ? text : null;
    }
}
