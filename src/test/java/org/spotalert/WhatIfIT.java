package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.spotalert.CommandLineRun.Answer;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import software.amazon.awssdk.services.sqs.model.Message;

/** The commands that ask before a notice comes, with the program's real routes, and the alert that comes then. */
class WhatIfIT {

    private static final String QUEUE = "spot";
    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());

    private static Map<String, String> settings;
    private static Member losing;

    @BeforeAll
    static void fill() {
        AWS.queue(QUEUE, 3);
        AWS.rule("spot", QUEUE);
        AWS.cluster("blue");
        AWS.service("blue", "checkout", 3);
        AWS.daemon("blue", "agent");
        List<Member> members = AWS.members("blue", 2);
        losing = members.get(0);
        AWS.tasks(losing, "service:checkout", 2);
        AWS.tasks(losing, "service:agent", 1);
        AWS.tasks(members.get(1), "service:checkout", 1);
        settings = Map.of(
                "spot.queue",
                QUEUE,
                "spot.batch.interval",
                "100ms",
                "spot.channel.sns.enabled",
                "true",
                "spot.channel.sns.topic-arn",
                AWS.topic("alerts"));
    }

    @AfterAll
    static void stop() {
        AWS.close();
        MOTO.close();
    }

    private static Answer run(String... arguments) {
        return new CommandLineRun(MOTO.endpoint(), settings).run(Map.of(), arguments);
    }

    private static JsonNode json(Answer answer) throws Exception {
        assertThat(answer.text()).as(answer.errors()).startsWith("{");
        return new ObjectMapper().readTree(answer.text());
    }

    @Test
    void alertSaysWhatTheCommandsSaidBefore() throws Exception {
        JsonNode named = json(run("what-if", "--instance", losing.instanceId(), "--json"));
        JsonNode pool = json(run("what-if", "--cluster", "blue", "--json"));
        Answer explained = run("explain", "--instance", losing.instanceId());

        assertThat(named.at("/services/0/service").asText()).isEqualTo("checkout");
        assertThat(named.at("/services/0/loses").asInt()).isEqualTo(2);
        assertThat(named.at("/room/0/reason").asText()).contains("room");
        assertThat(named.at("/channels/0/receives").asText()).isEqualTo("yes");
        assertThat(pool.at("/services/0/loses").asInt()).isEqualTo(3);
        assertThat(pool.path("resources")).hasSize(2);
        assertThat(explained.exit()).as(explained.errors()).isZero();
        assertThat(explained.text())
                .contains(
                        "cluster blue; services: 1, standalone tasks: 0, daemon tasks: 1; COMPLETE",
                        "SEND by TASKS_LOST");
        Message alert = alert();
        assertThat(alert.body())
                .contains("checkout  3 -> 1 running")
                .contains("\"severity\"", "\"" + named.path("severity").asText() + "\"");
    }

    private static Message alert() throws Exception {
        List<Message> messages = new ArrayList<>();
        try (Program running = Program.start(MOTO.endpoint(), settings)) {
            assertThat(running.context().isStarted()).isTrue();
            AWS.send(QUEUE, Events.now("interruption-warning-terminate", losing.instanceId()));
            await("the alert").atMost(Duration.ofMinutes(2)).until(() -> {
                messages.addAll(AWS.messages("alerts"));
                return !messages.isEmpty();
            });
        }
        return messages.get(0);
    }

    @Test
    void readinessChecksWhatRunsThere() throws Exception {
        Answer answer = run("readiness", "--json");

        assertThat(answer.exit()).as(answer.errors()).isOne();
        assertThat(json(answer).path("faults").findValuesAsText("check"))
                .contains("ONE_ZONE", "ONE_TYPE", "STOP_TIMEOUT", "ONLY_SPOT")
                .doesNotContain("ONE_TASK", "STANDALONE", "DEPLOYMENT");
        assertThat(json(answer).path("faults").findValuesAsText("name")).containsOnly("checkout");
    }
}
