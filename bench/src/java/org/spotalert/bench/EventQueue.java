package org.spotalert.bench;

import static org.spotalert.local.AwsWorld.ACCOUNT;
import static org.spotalert.local.AwsWorld.REGION;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** The queue that the events come from: ElasticMQ, since moto slows down with every message that waits. */
final class EventQueue implements AutoCloseable {

    private static final int BATCH = 10;
    private static final String EVENT = "interruption-warning-terminate";
    private static final String EVENT_ID = "0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99";

    private final int port = FreePort.find();
    private final SQSRestServer server;
    private final SqsClient sqs;
    private String name = "none";
    private String url = "none";
    private String deadUrl = "none";

    EventQueue() {
        server = SQSRestServerBuilder.withPort(port)
                .withInterface("127.0.0.1")
                .withAWSRegion(REGION)
                .withAWSAccountId(ACCOUNT)
                .start();
        server.waitUntilStarted();
        sqs = SqsClient.builder()
                .endpointOverride(endpoint())
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
                .httpClient(Apache5HttpClient.create())
                .build();
    }

    /** Where SQS's calls go. */
    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Begins anew: an empty queue with a name of its own, and one for its dead letters. */
    void begin() {
        name = "spot-" + UUID.randomUUID();
        String deadName = name + "-dead";
        deadUrl = sqs.createQueue(request -> request.queueName(deadName)).queueUrl();
        String redrive = "{\"deadLetterTargetArn\":\"arn:aws:sqs:%s:%s:%s\",\"maxReceiveCount\":\"5\"}"
                .formatted(REGION, ACCOUNT, deadName);
        // Longer than anybody takes for ten events: no contender shall suffer from a message that comes back too early.
        url = sqs.createQueue(request -> request.queueName(name)
                        .attributes(Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                "120",
                                QueueAttributeName.REDRIVE_POLICY,
                                redrive)))
                .queueUrl();
    }

    String name() {
        return name;
    }

    /** Sends the interruption of this instance, which happens now. */
    void send(String instanceId) {
        sqs.sendMessage(request -> request.queueUrl(url).messageBody(event(instanceId, Instant.now())));
    }

    /** Sends the interruptions of these instances, which happen now, as fast as the queue takes them. */
    void sendAll(List<String> instanceIds) {
        sendAll(instanceIds, Duration.ZERO);
    }

    /** The same, with notices of this age. */
    void sendAll(List<String> instanceIds, Duration age) {
        Instant time = Instant.now().minus(age);
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < instanceIds.size(); from += BATCH) {
            batches.add(instanceIds.subList(from, Math.min(instanceIds.size(), from + BATCH)));
        }
        batches.parallelStream()
                .forEach(batch -> sqs.sendMessageBatch(request -> request.queueUrl(url)
                        .entries(IntStream.range(0, batch.size())
                                .mapToObj(number -> SendMessageBatchRequestEntry.builder()
                                        .id(String.valueOf(number))
                                        .messageBody(event(batch.get(number), time))
                                        .build())
                                .toList())));
    }

    private static String event(String instanceId, Instant time) {
        return Events.at(EVENT, instanceId, time)
                .replace(EVENT_ID, UUID.randomUUID().toString());
    }

    /** How many messages are waiting or under way. */
    int depth() {
        return count(
                url,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    /** How many delayed messages there are: recovery checks. */
    int delayed() {
        return count(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
    }

    /** How many messages came back so often that the queue gave them up. */
    int deadLetters() {
        return count(deadUrl, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    }

    private int count(String queue, QueueAttributeName... names) {
        Map<QueueAttributeName, String> attributes = sqs.getQueueAttributes(
                        request -> request.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                .attributes();
        return Stream.of(names)
                .mapToInt(name -> Integer.parseInt(attributes.get(name)))
                .sum();
    }

    @Override
    public void close() {
        sqs.close();
        server.stopAndWait();
    }
}
