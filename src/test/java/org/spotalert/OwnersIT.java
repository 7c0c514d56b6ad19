package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.platform.file.LiveFile;

/** Who looks after a service, by a catalogue that is edited while the program runs, in the card that Slack receives. */
class OwnersIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    @RegisterExtension
    static final WireMockExtension SLACK = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    @TempDir
    private Path directory;

    private Path catalogue(String entry) throws IOException {
        return Files.writeString(directory.resolve("catalogue.yaml"), "services:\n  - {" + entry + "}\n");
    }

    private static String card(int number) {
        await("card").atMost(SOON).until(() -> SLACK.getAllServeEvents().size() == number);
        return SLACK.getAllServeEvents().get(0).getRequest().getBodyAsString();
    }

    @Test
    void cardNamesAndCallsWhomTheCatalogueNamesNow() throws Exception {
        SLACK.stubFor(post(anyUrl()).willReturn(ok("ok")));
        Path file = catalogue("service: blue/checkout, owner: payments, mention: S0123ABCD,"
                + " runbook: 'https://wiki.example.com/checkout'");
        try (MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint())) {
            aws.queue("spot", 3);
            aws.cluster("blue");
            aws.service("blue", "checkout", 3);
            List<Member> members = aws.members("blue", 2);
            for (Member member : members) {
                aws.tasks(member, "service:checkout", 1);
            }
            try (Program program = Program.start(moto.endpoint(), settings(file))) {
                aws.send(
                        "spot",
                        Events.now(
                                "interruption-warning-terminate", members.get(0).instanceId()));
                assertThat(card(1)).contains("payments", "https://wiki.example.com/checkout", "<!subteam^S0123ABCD>");

                catalogue("service: blue/*, owner: shop");
                await("edit")
                        .atMost(SOON)
                        .until(() -> entries(program.context()).contains("shop"));
                aws.send(
                        "spot",
                        Events.now(
                                "interruption-warning-terminate", members.get(1).instanceId()));
                assertThat(card(2)).contains("*shop*").doesNotContain("payments", "<!subteam");
            }
        }
    }

    private static String entries(CamelContext context) {
        return context.getRegistry()
                .lookupByNameAndType("catalogue", LiveFile.class)
                .entries()
                .toString();
    }

    private static Map<String, String> settings(Path catalogue) {
        return Map.of(
                "spot.queue", "spot",
                "spot.clusters", "blue",
                "spot.catalogue", catalogue.toString(),
                "spot.recovery", "false",
                "spot.channel.slack.enabled", "true",
                "spot.channel.slack.webhook", SLACK.baseUrl().replace("localhost", "127.0.0.1") + "/services/T0/B0/x",
                "spot.webhook.allowed-hosts", "127.0.0.1:" + SLACK.getPort());
    }
}
