package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import software.amazon.awssdk.services.sqs.model.Message;

/** The program on a machine whose clock is ten minutes ahead. */
class WrongClockIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String WARNING = "interruption-warning-terminate";

    private final MotoServer moto = MotoServer.start();
    private final AwsWorld aws = new AwsWorld(moto.endpoint());

    @AfterEach
    void stop() {
        aws.close();
        moto.close();
    }

    @Test
    void noticesAreAsOldAsAwsHasThem() throws Exception {
        aws.queue("spot", 5);
        aws.cluster("blue");
        String topic = aws.topic("alerts");
        Member member = aws.members("blue", 1).get(0);
        aws.tasks(member, "service:checkout", 1);
        String elsewhere = aws.instances(1, Map.of("Name", "elsewhere")).get(0);
        Map<String, String> settings =
                Map.of("spot.queue", "spot", "spot.channel.sns.enabled", "true", "spot.channel.sns.topic-arn", topic);
        List<Message> told = new ArrayList<>();
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));

        try (Program program = Program.start(moto.endpoint(), settings, ahead)) {
            aws.send("spot", Events.now(WARNING, elsewhere));
            aws.send("spot", Events.now(WARNING, member.instanceId()));

            await("queue").atMost(SOON).until(() -> aws.depth("spot") == 0);
            told.addAll(aws.messages("alerts"));
            assertThat(health(program))
                    .contains("warning: this machine's clock is ")
                    .contains(" s ahead of AWS's");
        }
        assertThat(told)
                .singleElement()
                .extracting(Message::body)
                .asString()
                .contains(member.instanceId(), "s left")
                .doesNotContain("LATE", elsewhere);
    }

    private static String health(Program program) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(program.management("/observe/health"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
