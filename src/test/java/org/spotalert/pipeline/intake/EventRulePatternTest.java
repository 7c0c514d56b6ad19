package org.spotalert.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spotalert.model.InterruptionKind;

class EventRulePatternTest {

    private static JsonNode pattern(Set<InterruptionKind> kinds) throws JsonProcessingException {
        return new ObjectMapper().readTree(EventRulePattern.of(kinds));
    }

    @Test
    void singleKindIsNoChoice() throws JsonProcessingException {
        JsonNode pattern = pattern(Set.of(InterruptionKind.REBALANCE_RECOMMENDATION));

        assertThat(pattern.has("$or")).isFalse();
        assertThat(pattern.at("/detail-type/0").asText()).isEqualTo("EC2 Instance Rebalance Recommendation");
    }

    @Test
    void everyKindOfEventHasAnAlternative() throws JsonProcessingException {
        JsonNode pattern = pattern(EnumSet.allOf(InterruptionKind.class));

        // What AWS has taken comes with the warnings.
        assertThat(pattern.path("$or"))
                .hasSize((int) Stream.of(InterruptionKind.values())
                                .filter(InterruptionKind::announced)
                                .count()
                        + 1);
        assertThat(pattern.at("/$or/1").toString())
                .isEqualTo("{\"source\":[\"aws.ec2\"],\"detail-type\":[\"AWS Service Event via CloudTrail\"],"
                        + "\"detail\":{\"eventName\":[\"BidEvictedEvent\"]}}");
        assertThat(pattern.at("/$or/3/detail-type")).hasSize(2);
        assertThat(pattern.at("/$or/4/source/0").asText()).isEqualTo("aws.autoscaling");
    }

    @Test
    void ofAwsHealthOnlyWhatIsScheduledForInstancesMayPass() throws JsonProcessingException {
        JsonNode pattern = pattern(Set.of(InterruptionKind.SCHEDULED_CHANGE));

        assertThat(pattern.at("/source/0").asText()).isEqualTo("aws.health");
        assertThat(pattern.at("/detail").toString())
                .isEqualTo("{\"service\":[\"EC2\"],\"eventTypeCategory\":[\"scheduledChange\"]}");
    }

    @Test
    void chattyEventsAreFiltered() throws JsonProcessingException {
        JsonNode pattern = pattern(Set.of(InterruptionKind.TASK_INTERRUPTION));

        assertThat(pattern.at("/detail/stopCode")).hasSize(2);
    }

    @Test
    void patternOfEverythingIsNoLongerThanEventBridgeTakesIt() {
        // The quota of EventBridge that needs no increase.
        assertThat(EventRulePattern.of(EnumSet.allOf(InterruptionKind.class))).hasSizeLessThan(2_048);
    }
}
