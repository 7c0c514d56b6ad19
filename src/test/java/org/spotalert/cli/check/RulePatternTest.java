package org.spotalert.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.EventRulePattern;

class RulePatternTest {

    private static final String ALL_OF_EC2 =
            "interruption-warning rebalance-recommendation reservation-warning state-change";

    private static String passed(@Nullable String pattern) {
        RulePattern rule = RulePattern.parse(pattern);
        return Stream.of(InterruptionKind.values())
                .filter(rule::passes)
                .map(InterruptionKind::settingName)
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"source":["aws.ec2"],"detail-type":["EC2 Spot Instance Interruption Warning"]}   | interruption-warning
            {"detail-type":["other","EC2 Spot Instance Interruption Warning"]}                | interruption-warning
            {"source":["aws.ec2"],"detail-type":["EC2 Instance Rebalance Recommendation"]}    | rebalance-recommendation
            {"detail-type":["EC2 Capacity Reservation Instance Interruption Warning"]}        | reservation-warning
            {"source":["aws.ecs"]}                                                            | task-interruption
            {"source":["aws.autoscaling"]}                                                    | terminate-action
            {"source":["aws.ecs","aws.autoscaling"],"account":["123456789012"]}    | terminate-action task-interruption
            {"source":["aws.ec2"],"detail-type":["ECS Task State Change"]}                    | ``
            {"source":["aws.ec2"],"detail-type":[]}                                           | ``
            {"$or":[{"source":["aws.ecs"]},{"source":["aws.autoscaling"]}]}        | terminate-action task-interruption
            {"source":["aws.ecs"],"$or":[{"detail-type":["ECS Task State Change"]}]}          | task-interruption
            {"source":["aws.ec2"],"$or":[{"source":["aws.ecs"]}]}                             | ``
            {"$or":[{"source":["aws.ecs"],"detail-type":["other"]}]}                          | ``
            {"$or":[]}                                                                        | ``
            []                                                                                | ``
            no JSON                                                                           | ``
            """)
    void sourceTypeAndAlternativesDecide(String pattern, String passed) {
        assertThat(passed(pattern)).isEqualTo(passed);
    }

    @Test
    void whatIsNoPlainTextCountsAsOneThatAllows() {
        assertThat(passed("{\"source\":[\"aws.ec2\"],\"detail-type\":[{\"prefix\":\"EC2 \"}]}"))
                .isEqualTo(ALL_OF_EC2);
        assertThat(passed("{\"source\":[\"aws.ec2\"]}")).isEqualTo(ALL_OF_EC2);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MISSED", "MISSED_CANARY"})
    void patternThatTheProgramMakesPassesWhatItIsFor(InterruptionKind kind) {
        Set<InterruptionKind> others =
                EnumSet.complementOf(EnumSet.of(kind, InterruptionKind.MISSED, InterruptionKind.MISSED_CANARY));

        assertThat(RulePattern.parse(EventRulePattern.of(Set.of(kind))).passes(kind))
                .isTrue();
        assertThat(RulePattern.parse(EventRulePattern.of(others)).passes(kind)).isFalse();
        assertThat(others).allMatch(RulePattern.parse(EventRulePattern.of(others))::passes);
    }

    @Test
    void scheduleLetsNoEventThrough() {
        assertThat(passed(null)).isEmpty();
    }
}
