package org.spotalert.bench.contender;

import java.util.Objects;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The SDK's clients as they come, for the settings of the environment, and the queue. */
record BareClients(SqsClient sqs, Ec2Client ec2, EcsClient ecs, SnsClient sns, String queueUrl) {

    static BareClients make() {
        SdkHttpClient http = Apache5HttpClient.builder().maxConnections(100).build();
        SqsClient sqs = SqsClient.builder().httpClient(http).build();
        String queueUrl = sqs.getQueueUrl(request -> request.queueName(environment("SPOT_QUEUE")))
                .queueUrl();
        return new BareClients(
                sqs,
                Ec2Client.builder().httpClient(http).build(),
                EcsClient.builder().httpClient(http).build(),
                SnsClient.builder().httpClient(http).build(),
                queueUrl);
    }

    static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }

    /** The cluster that the instance's tags name. */
    static String cluster(Instance instance) {
        return instance.tags().stream()
                .filter(tag -> tag.key().equals("aws:ecs:clusterName"))
                .map(Tag::value)
                .findFirst()
                .orElseThrow();
    }
}
