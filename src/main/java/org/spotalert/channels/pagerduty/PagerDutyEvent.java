package org.spotalert.channels.pagerduty;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a post to PagerDuty's Events API v2, by the names of that API. The routing key is missing: it is a secret,
 * and added beneath the route.
 *
 * @param eventAction {@code trigger} or {@code resolve}
 * @param dedupKey which of PagerDuty's alerts the event belongs to; at most 255 characters
 * @param payload what happened; null to resolve
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PagerDutyEvent(
        @JsonProperty("event_action") String eventAction,
        @JsonProperty("dedup_key") String dedupKey,
        String client,
        @Nullable Payload payload,
        List<Link> links) {

    public PagerDutyEvent {
        links = List.copyOf(links);
    }

    /**
     * What happened.
     *
     * @param summary at most 1,024 characters
     * @param source where it happens
     * @param severity {@code info}, {@code warning} or {@code critical}
     * @param type what is announced
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Payload(
            String summary,
            String source,
            String severity,
            String component,
            String group,
            @JsonProperty("class") String type,
            @JsonProperty("custom_details") Details details) {}

    /** The table that PagerDuty shows beside the summary; what is empty is left out. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Details(
            List<String> remarks,
            @JsonProperty("what_happened") String happened,
            @JsonProperty("what_to_look_at_first") List<String> advice,
            @JsonProperty("where_and_when") List<String> facts,
            @JsonProperty("affected_services") List<String> services,
            @JsonProperty("standalone_tasks") List<String> standaloneTasks,
            @JsonProperty("could_not_be_looked_up") List<String> partial,
            List<String> instances) {

        public Details {
            remarks = List.copyOf(remarks);
            advice = List.copyOf(advice);
            facts = List.copyOf(facts);
            services = List.copyOf(services);
            standaloneTasks = List.copyOf(standaloneTasks);
            partial = List.copyOf(partial);
            instances = List.copyOf(instances);
        }
    }

    /** A page to open. */
    public record Link(String href, String text) {}
}
