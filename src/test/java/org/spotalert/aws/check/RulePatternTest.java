package org.spotalert.aws.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulePatternTest {

    private static final String WARNING = "EC2 Spot Instance Interruption Warning";

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"source":["aws.ec2"],"detail-type":["EC2 Spot Instance Interruption Warning"]}    | true
            {"source":["aws.ec2"]}                                                             | true
            {"detail-type":["other","EC2 Spot Instance Interruption Warning"]}                 | true
            {"source":["aws.ec2"],"detail-type":[{"prefix":"EC2 "}]}                           | true
            {"source":["aws.ecs","aws.ec2"],"account":["123456789012"]}                        | true
            {"source":["aws.ecs"]}                                                             | false
            {"source":["aws.ec2"],"detail-type":["EC2 Instance Rebalance Recommendation"]}     | false
            {"source":["aws.ec2"],"detail-type":[]}                                            | false
            []                                                                                 | false
            no JSON                                                                            | false
            """)
    void sourceAndDetailTypeDecide(String pattern, boolean passes) {
        assertThat(RulePattern.parse(pattern).passes(WARNING)).isEqualTo(passes);
    }

    @Test
    void scheduleLetsNoEventThrough() {
        assertThat(RulePattern.parse(null).passes(WARNING)).isFalse();
    }
}
