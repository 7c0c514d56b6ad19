package org.spotalert.platform.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueAddressTest {

    @ParameterizedTest
    @CsvSource({
        "aws, eu-west-1, amazonaws.com",
        "aws-cn, cn-north-1, amazonaws.com.cn",
        "aws-us-gov, us-gov-east-1, amazonaws.com",
        "aws-eusc, eusc-de-east-1, amazonaws.eu",
        "aws-iso, us-iso-east-1, c2s.ic.gov",
        "aws-iso-b, us-isob-east-1, sc2s.sgov.gov",
        "aws-iso-e, eu-isoe-west-1, cloud.adc-e.uk",
        "aws-iso-f, us-isof-south-1, csp.hci.ic.gov"
    })
    void arnAndUrlOfEveryPartitionAreTheSameQueue(String partition, String region, String domain) {
        String url = "https://sqs." + region + "." + domain + "/123456789012/spot";
        QueueAddress queue = new QueueAddress("spot", url, "123456789012", region);

        assertThat(QueueAddress.parse("arn:" + partition + ":sqs:" + region + ":123456789012:spot"))
                .isEqualTo(queue);
        assertThat(QueueAddress.parse(url)).isEqualTo(queue);
    }

    @Test
    void hostThatIsNotOfSqsNamesNoRegion() {
        assertThat(QueueAddress.parse("http://sqs.eu-west-1.localhost.localstack.cloud:4566/123456789012/spot")
                        .region())
                .isNull();
        assertThat(QueueAddress.parse("https://sqs.eusc-de-east-1.amazonaws.com/123456789012/spot")
                        .region())
                .isNull();
    }
}
