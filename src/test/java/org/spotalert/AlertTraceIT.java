package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;

/** Follows one warning in time from the queue to the card; docs/architecture.md shows the trace. */
class AlertTraceIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    @RegisterExtension
    static final WireMockExtension SLACK = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    @Test
    void warningPassesFewRoutesAndStepsAndTypes() throws Exception {
        AlertTrace trace = new AlertTrace();
        try (MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint())) {
            SLACK.stubFor(post(anyUrl()).willReturn(ok("ok")));
            aws.queue("spot", 3);
            aws.cluster("blue");
            aws.service("blue", "checkout", 3);
            Member member = aws.members("blue", 1).get(0);
            aws.tasks(member, "service:checkout", 1);
            try (Program program = Program.start(moto.endpoint(), settings(), trace)) {
                aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));
                await("card").atMost(SOON).until(() -> SLACK.getAllServeEvents().size() == 1);
                await("queue").atMost(SOON).until(() -> aws.depth("spot") == 0);
                trace.order(program.context());
            }
        }

        assertThat(trace.routes()).as(trace.toString()).hasSizeLessThanOrEqualTo(8);
        assertThat(trace.steps()).as(trace.toString()).isLessThanOrEqualTo(35);
        assertThat(trace.types()).as(trace.toString()).hasSizeLessThanOrEqualTo(9);
        assertThat(Files.readString(Path.of("docs/architecture.md"))).contains(trace.toString());
    }

    private static Map<String, String> settings() {
        return Map.of(
                "spot.queue", "spot",
                "spot.clusters", "blue",
                "spot.channel.slack.enabled", "true",
                "spot.channel.slack.webhook", SLACK.baseUrl().replace("localhost", "127.0.0.1") + "/services/T0/B0/x",
                "spot.webhook.allowed-hosts", "127.0.0.1:" + SLACK.getPort());
    }
}
