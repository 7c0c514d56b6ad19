package org.spotalert.platform.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedrivePolicyTest {

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"5\""})
    void queueAndCountAreRead(String count) {
        RedrivePolicy policy = RedrivePolicy.parse(
                        "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:123456789012:spot-dead\",\"maxReceiveCount\":"
                                + count + "}")
                .orElseThrow();

        assertThat(policy.deadLetterQueue().resource()).isEqualTo("spot-dead");
        assertThat(policy.deadLetterQueue().account()).isEqualTo("123456789012");
        assertThat(policy.maxReceiveCount()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "{}", "{\"deadLetterTargetArn\":\"spot-dead\"}"})
    void whatIsNoPolicyNamesNoQueue(String text) {
        assertThat(RedrivePolicy.parse(text)).isEmpty();
    }
}
