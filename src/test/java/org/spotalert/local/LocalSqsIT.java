package org.spotalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** What the local SQS gives to several who ask at once, where moto gives something else than AWS. */
class LocalSqsIT {

    private static final int CONSUMERS = 8;
    private static final int MESSAGES = 2_000;

    @Test
    void messageIsGivenToOneOfThoseWhoAskAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONSUMERS);
        try (MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint())) {
            aws.queue("spot", 1);
            aws.sendAll(
                    "spot",
                    IntStream.range(0, MESSAGES).mapToObj(String::valueOf).toList());
            Callable<List<String>> consumer = () -> {
                List<String> received = new ArrayList<>();
                for (List<Message> some = aws.messages("spot"); !some.isEmpty(); some = aws.messages("spot")) {
                    some.forEach(message -> received.add(message.body()));
                }
                return received;
            };

            List<String> all = new ArrayList<>();
            for (Future<List<String>> received : threads.invokeAll(
                    IntStream.range(0, CONSUMERS).mapToObj(any -> consumer).toList())) {
                all.addAll(received.get());
            }

            assertThat(all).hasSize(MESSAGES).doesNotHaveDuplicates();
            assertThat(aws.depth("spot-dead")).isZero();
        } finally {
            threads.shutdownNow();
        }
    }
}
