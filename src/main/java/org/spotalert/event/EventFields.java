package org.spotalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members that events have in common. What does not look as it should is not believed.
 *
 * @param homeRegion the Region of an event that does not name its own
 * @param homeAccount the account of an event that does not name its own, if it is known
 */
record EventFields(String homeRegion, Supplier<Optional<String>> homeAccount) {

    /**
     * EC2 names the zone where an ARN has its region, and leaves the account out: this text is no ARN and is not
     * parsed as one.
     */
    private static final Pattern RESOURCE =
            Pattern.compile("arn:aws[a-z-]*:ec2:([a-z0-9-]+):[0-9]*:?instance/(i-[0-9a-f]+)");

    /** The account; that of the program when the event does not name its own, if it is known. */
    @Nullable String account(JsonNode account) {
        String named = matching(EventPatterns.ACCOUNT, account);
        return named == null ? homeAccount.get().orElse(null) : named;
    }

    /** The Region; that of the program when the event does not name its own. */
    String region(JsonNode region) {
        String named = matching(EventPatterns.REGION, region);
        return named == null ? homeRegion : named;
    }

    /** {@code resources} is an array in most events and a plain string in some. */
    static @Nullable String resource(JsonNode resources) {
        return resources.isArray() ? resources.path(0).textValue() : resources.textValue();
    }

    static @Nullable String zone(@Nullable String resource) {
        Matcher matcher = RESOURCE.matcher(resource == null ? "" : resource);
        return matcher.matches() && EventPatterns.ZONE.matcher(matcher.group(1)).matches() ? matcher.group(1) : null;
    }

    /** The id of the instance that this names, as an id or as the ARN of an instance; null when it is something else. */
    static @Nullable String instanceNamed(@Nullable String entity) {
        String text = entity == null ? "" : entity;
        Matcher arn = RESOURCE.matcher(text);
        String id = arn.matches() ? arn.group(2) : text;
        return EventPatterns.INSTANCE_ID.matcher(id).matches() ? id : null;
    }

    static String instanceId(@Nullable String named, @Nullable String resource) throws UnreadableEventException {
        Matcher matcher = RESOURCE.matcher(resource == null ? "" : resource);
        String id = named == null && matcher.matches() ? matcher.group(2) : named;
        if (id == null || !EventPatterns.INSTANCE_ID.matcher(id).matches()) {
            throw new UnreadableEventException("\"detail.instance-id\" is missing or not an EC2 instance id");
        }
        return id;
    }

    /** A time that no calendar of a channel or a database takes would fail the whole batch later. */
    static Instant time(JsonNode time) throws UnreadableEventException {
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
