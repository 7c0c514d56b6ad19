package org.spotalert.platform.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.MotoServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class DeadLetterWatchIT {

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());
    private static final SqsClient SQS = SqsClient.builder()
            .endpointOverride(MOTO.endpoint())
            .region(Region.of(AwsWorld.REGION))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();

    private final String name = "spot-" + UUID.randomUUID();
    private final QueueLocation queue = new QueueLocation(SQS, QueueAddress.parse(name));
    private final DeadLetterWatch watch = new DeadLetterWatch(SQS, queue);

    @AfterAll
    static void stop() {
        SQS.close();
        AWS.close();
        MOTO.close();
    }

    private String warning() {
        watch.check();
        return watch.warning().orElse("");
    }

    private List<RetentionCheck.Warning> warnings() {
        return RetentionCheck.check(SQS, queue.url()).warnings();
    }

    /** Does what a shell would do with the command's last part. */
    private void follow(String command) throws JsonProcessingException {
        assertThat(command).contains("aws sqs set-queue-attributes --queue-url " + queue.url() + " --attributes '");
        String attributes = command.substring(command.indexOf('\'') + 1, command.lastIndexOf('\''));
        Map<String, String> values = new ObjectMapper().readValue(attributes, new TypeReference<>() {});
        SQS.setQueueAttributes(request -> request.queueUrl(queue.url()).attributesWithStrings(values));
    }

    @Test
    void queueWithADeadLetterQueueIsWell() {
        AWS.queue(name, 5);

        assertThat(warning()).isEmpty();
    }

    @Test
    void queueWithoutADeadLetterQueueGetsOneByTheRemedy() throws JsonProcessingException {
        AWS.queue(name, Map.of());
        assertThat(warning()).startsWith("the queue has no dead-letter queue: ");

        String remedy = warnings().get(0).remedy();
        assertThat(remedy)
                .startsWith("aws sqs create-queue --queue-name " + name
                        + "-dead --attributes MessageRetentionPeriod=1209600 && ");
        AWS.queue(name + "-dead", Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600"));
        follow(remedy);

        assertThat(warning()).isEmpty();
    }

    @Test
    void lowReceiveCountIsRaisedByTheRemedy() throws JsonProcessingException {
        AWS.queue(name, 2);
        assertThat(warning()).startsWith("maxReceiveCount is 2: ");

        follow(warnings().get(0).remedy());

        assertThat(warning()).isEmpty();
    }

    @Test
    void deadLettersAreCounted() {
        AWS.queue(name, 5);
        AWS.send(name + "-dead", "one");
        AWS.send(name + "-dead", "two");

        assertThat(warning())
                .isEqualTo("2 in the dead-letter queue " + name + "-dead: the command replay shows and repeats them");

        AWS.messages(name + "-dead");
        assertThat(warning()).isEmpty();
    }

    @Test
    void shortRetentionIsNamed() {
        AWS.queue(name, Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "60"));

        assertThat(warning()).contains("messages are kept for 60 s only");
    }

    @Test
    void deadLetterQueueThatForgetsSoonerIsNamed() {
        AWS.queue(name, 5);
        SQS.setQueueAttributes(request -> request.queueUrl(queue.url())
                .attributes(Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600")));

        assertThat(warning()).startsWith("the dead-letter queue keeps messages for a shorter time");
    }

    @Test
    void deadLetterQueueThatCannotBeLookedAtIsNamed() {
        AWS.queue(name, 5);
        AWS.deleteQueue(name + "-dead");

        assertThat(warning())
                .startsWith("the dead-letter queue " + name + "-dead cannot be looked at (")
                .endsWith("NonExistentQueue: The specified queue does not exist.)");
    }

    @Test
    void unreachableQueueLeavesTheLastFindings() {
        AWS.queue(name, 2);
        assertThat(warning()).startsWith("maxReceiveCount is 2: ");
        MOTO.fail("GetQueueAttributes", "AccessDenied", 403, 1);

        assertThat(warning()).startsWith("maxReceiveCount is 2: ");
        assertThat(MOTO.calls()).containsKey("GetQueueAttributes");
    }
}
