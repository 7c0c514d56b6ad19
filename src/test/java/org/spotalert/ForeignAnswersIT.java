package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Variables;

/** The real jar where something answers that is not AWS: log, health and people read so. */
class ForeignAnswersIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String CANNOT = "queue cannot be read; trying again";

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());

    @TempDir
    private Path directory;

    private final WireMockServer balancer = new WireMockServer(wireMockConfig().dynamicPort());
    private final Map<String, String> settings = new HashMap<>();

    @BeforeAll
    static void furnish() {
        AWS.queue("spot", 5);
        AWS.cluster("blue");
    }

    @AfterAll
    static void tearDown() {
        AWS.close();
        MOTO.close();
    }

    @BeforeEach
    void settings() {
        balancer.start();
        settings.putAll(Variables.aws(MOTO.endpoint()));
        settings.putAll(Variables.sns(AWS.topic("alerts")));
    }

    @AfterEach
    void stop() {
        balancer.stop();
    }

    private AppProcess start() {
        return AppProcess.start(settings, directory.resolve("program.log"));
    }

    private static long said(AppProcess program) {
        return program.output().lines().filter(line -> line.contains(CANNOT)).count();
    }

    private static void awaitSaid(AppProcess program, long times) {
        await("log").atMost(SOON).until(() -> said(program) == times);
    }

    @Test
    void answersOfABrokenLoadBalancerAreNamedEachTimeTheyBeginAndOutlived() {
        settings.put("AWS_ENDPOINT_URL", balancer.baseUrl());
        answers(502, "<html><head><title>502 Bad Gateway</title></head></html>");
        try (AppProcess program = start()) {
            program.awaitHealth("503", "the queue cannot be read: HTTP 502, not AWS's answer: 502 Bad Gateway");
            awaitSaid(program, 1);
            answers(200, "<!DOCTYPE html><html><head><title>Please log in</title></head></html>");
            program.awaitHealth(
                    "503", "the queue cannot be read: HTTP 200, not AWS's answer: the answer is a web page");
            awaitSaid(program, 2);

            passes();
            program.awaitHealth("200", "UP");
            answers(502, "<html><head><title>502 Bad Gateway</title></head></html>");
            awaitSaid(program, 3);
            passes();

            Member member = AWS.members("blue", 1).get(0);
            AWS.tasks(member, "family:web", 1);
            AWS.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));
            await("alert")
                    .atMost(SOON)
                    .until(() -> AWS.messages("alerts").stream()
                            .anyMatch(message -> message.body().contains(member.instanceId())));
            assertThat(said(program)).as(program.output()).isEqualTo(3);
            assertThat(program.output())
                    .contains("queue is read again")
                    .doesNotContain("NullPointerException", "\tat ");
        }
    }

    /** Of the lookups: while they get such answers, people read why, and nothing is silenced. */
    @Test
    void alertSaysThatLookupsWereAnsweredBySomebodyElse() {
        Stream.of("EC2", "ECS").forEach(service -> settings.put("AWS_ENDPOINT_URL_" + service, balancer.baseUrl()));
        try (AppProcess program = start()) {
            program.awaitReady();
            for (String page : new String[] {"", "<html><head><title>Log in</title></head></html>"}) {
                answers(200, page);
                String instance = "i-0123456789abcdef" + page.length() % 10;
                AWS.send("spot", Events.now("interruption-warning-terminate", instance));
                await("alert about " + instance)
                        .atMost(SOON)
                        .until(() -> AWS.messages("alerts").stream()
                                .anyMatch(message -> message.body().contains(instance)
                                        && message.body().contains("not AWS's answer")));
            }
        }
    }

    /** From now on; without a moment in which it has no answer. */
    private void answers(int status, String body) {
        balancer.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body)));
    }

    private void passes() {
        balancer.stubFor(
                any(anyUrl()).willReturn(aResponse().proxiedFrom(MOTO.endpoint().toString())));
    }
}
