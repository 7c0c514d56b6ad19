package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.CommandLineRun.Answer;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.MotoServer;

/** What a command says when AWS refuses a call: which one, why in AWS's words, and what to do. */
class CommandFailuresIT {

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());

    private final CommandLineRun command =
            new CommandLineRun(MOTO.endpoint(), Map.of("spot.queue", "spot", "spot.store.url", "dynamodb:silences"));

    @BeforeAll
    static void furnish() {
        AWS.queue("spot", 2);
    }

    @AfterEach
    void allWell() {
        MOTO.clearFaults();
    }

    @AfterAll
    static void tearDown() {
        AWS.close();
        MOTO.close();
    }

    @ParameterizedTest
    @CsvSource({
        "silence list, DynamoDb Query, AccessDeniedException, 400",
        "replay, Sqs GetQueueUrl, AccessDenied, 403",
        "replay, Sqs GetQueueAttributes, AccessDenied, 403"
    })
    void refusedCallIsNamedWithItsService(String arguments, String call, String code, int status) {
        MOTO.fail(call.replaceFirst(".* ", ""), code, status, 99, "User: me is not authorized");

        Answer answer = command.run(Map.of(), arguments.split(" "));

        assertThat(answer.exit()).isOne();
        assertThat(answer.errors().lines())
                .containsExactly(call + " failed: " + code + ": User: me is not authorized; allow the action to the"
                        + " program's role or user (docs/permissions.md)");
    }

    @Test
    void callThatDoesNotArriveIsNamedToo() {
        Answer answer = command.run(Map.of("aws.endpointUrl", "http://127.0.0.1:1"), "replay");

        assertThat(answer.exit()).isOne();
        assertThat(answer.errors())
                .startsWith("Sqs GetQueueUrl failed: ")
                .contains("127.0.0.1:1; check the way to AWS: DNS, firewall, proxy");
    }
}
