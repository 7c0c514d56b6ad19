package org.spotalert.fleet.reclaims;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Place;
import org.spotalert.platform.aws.AwsClients;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;

/** CloudTrail's events about evictions: AWS writes one when instances have gone, and keeps it for 90 days. */
public record Evictions(AwsClients clients, Clock clock) implements ReclaimSource {

    private static final String EVICTED = "BidEvictedEvent";
    private static final int PAGE = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "cloudtrail:LookupEvents";
    }

    /** AWS grants two requests a second to everybody in the account and Region. */
    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    @Override
    public void ask(AccountRegion there, Instant since, Consumer<Reclaim> found) {
        LookupEventsRequest question = LookupEventsRequest.builder()
                .lookupAttributes(LookupAttribute.builder()
                        .attributeKey(LookupAttributeKey.EVENT_NAME)
                        .attributeValue(EVICTED)
                        .build())
                .startTime(since)
                .endTime(clock.instant())
                .maxResults(PAGE)
                .build();
        try (CloudTrailClient trail = clients.cloudTrail(there)) {
            trail.lookupEventsPaginator(question).events().stream()
                    .filter(event ->
                            event.eventTime() == null || !event.eventTime().isBefore(since))
                    .forEach(event -> evicted(event, there, found));
        }
    }

    private static void evicted(Event row, AccountRegion there, Consumer<Reclaim> found) {
        JsonNode event = read(row);
        JsonNode account = event.path("recipientAccountId");
        for (JsonNode instance : event.at("/serviceEventDetails/instanceIdSet")) {
            found.accept(new Reclaim(
                    new Place(
                            account.isTextual() ? account.asText() : there.account(),
                            event.path("awsRegion").asText(there.region()),
                            null),
                    instance.asText(),
                    InstanceAction.UNKNOWN,
                    null,
                    null,
                    row.eventTime()));
        }
    }

    private static JsonNode read(Event row) {
        try {
            JsonNode event = JSON.readTree(row.cloudTrailEvent() == null ? "" : row.cloudTrailEvent());
            if (event.at("/serviceEventDetails/instanceIdSet").isArray()) {
                return event;
            }
        } catch (JsonProcessingException unreadable) {
            // said below
        }
        throw new IllegalStateException(
                "CloudTrail's event " + row.eventId() + " does not say which instances AWS has taken");
    }
}
