package org.spotalert.bench.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotasTest {

    private final Quotas quotas = new Quotas(() -> 0);

    private int admitted(String service, String action, Map<String, String> form) {
        AwsCall call = new AwsCall(service, action, form, "");
        return (int) IntStream.range(0, 500).filter(each -> quotas.admits(call)).count();
    }

    @ParameterizedTest
    @CsvSource({
        "ecs, ListTasks, 100",
        "ecs, DescribeServices, 100",
        "ecs, ListClusters, 50",
        "sqs, ReceiveMessage, 500",
        "sns, Publish, 500"
    })
    void everyActionHasItsBurst(String service, String action, int burst) {
        assertThat(admitted(service, action, Map.of())).isEqualTo(burst);
    }

    @Test
    void clusterResourcesShareOneBucket() {
        admitted("ecs", "DescribeTasks", Map.of());

        assertThat(admitted("ecs", "ListContainerInstances", Map.of())).isZero();
        assertThat(admitted("ecs", "DescribeServices", Map.of())).isEqualTo(100);
    }

    @Test
    void ec2AnswersAskedByIdsHaveTheSmallBucket() {
        assertThat(admitted("ec2", "DescribeInstances", Map.of("InstanceId.1", "i-1")))
                .isEqualTo(50);
        assertThat(admitted("ec2", "DescribeInstances", Map.of("Filter.1.Name", "instance-id")))
                .isEqualTo(100);
    }
}
