package org.spotalert.bench.contender;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.sqs.model.Message;

/** Reads notices from the queue for ever, and deletes each once its alert is sent. */
final class Notices {

    /** Sends the alert about an instance. */
    interface Alarm {
        void alert(String instanceId) throws Exception;
    }

    private final BareClients aws;
    private final Executor threads;
    private final Alarm alarm;
    private final ObjectMapper json = new ObjectMapper();

    /** @param threads work off the messages of one look at the queue */
    Notices(BareClients aws, Executor threads, Alarm alarm) {
        this.aws = aws;
        this.threads = threads;
        this.alarm = alarm;
    }

    /** Runs until the process is ended. */
    void read() {
        while (true) {
            aws.sqs()
                    .receiveMessage(request -> request.queueUrl(aws.queueUrl())
                            .maxNumberOfMessages(10)
                            .waitTimeSeconds(20))
                    .messages()
                    .forEach(message -> threads.execute(() -> handle(message)));
        }
    }

    private void handle(Message message) {
        try {
            alarm.alert(json.readTree(message.body())
                    .path("detail")
                    .path("instance-id")
                    .asText());
            aws.sqs().deleteMessage(request -> request.queueUrl(aws.queueUrl()).receiptHandle(message.receiptHandle()));
        } catch (Exception failed) {
            // The message comes back when its visibility timeout is over.
            System.out.println("failed: " + failed);
        }
    }
}
