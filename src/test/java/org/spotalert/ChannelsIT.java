package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Variables;
import org.spotalert.local.WebhookReceiver;
import software.amazon.awssdk.services.sqs.model.Message;

/** The real jar with Slack, Teams, a signed webhook and EventBridge, a second Slack channel, and edits of its files. */
class ChannelsIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    private final MotoServer moto = MotoServer.start();
    private final AwsWorld aws = new AwsWorld(moto.endpoint());
    private final WebhookReceiver slack = WebhookReceiver.start(0);
    private final WebhookReceiver blue = WebhookReceiver.start(0);
    private final WebhookReceiver teams = WebhookReceiver.start(0);
    private final WebhookReceiver own = WebhookReceiver.start(0);
    private final Path routes;
    private final Path directory;

    ChannelsIT(@TempDir Path directory) {
        this.directory = directory;
        this.routes = directory.resolve("routes");
    }

    @BeforeEach
    void furnish() throws IOException {
        copy(Path.of("routes"), routes);
        teamBlue("chat");
        aws.queue("spot", 3);
        aws.plainQueue("observed");
        aws.rule("observed", "observed", "{\"source\":[\"spot-interruption-alerts\"]}");
        aws.cluster("blue");
        aws.service("blue", "checkout", 2);
    }

    @AfterEach
    void close() {
        Stream.of(slack, blue, teams, own, aws, moto).forEach(ChannelsIT::close);
    }

    @Test
    void everyChannelReceivesAndSoDoesTheSecondOfAKindAfterAnEdit() throws Exception {
        try (AppProcess program = AppProcess.start(variables(), directory.resolve("program.log"))) {
            program.awaitReady();

            String first = interrupt();

            await("slack").atMost(SOON).until(() -> slack.naming(first) == 1);
            await("team blue").atMost(SOON).until(() -> blue.naming(first) == 1);
            await("teams").atMost(SOON).until(() -> teams.naming(first) == 1);
            await("webhook").atMost(SOON).until(() -> own.naming(first) == 1);
            List<Message> observed =
                    await("event").atMost(SOON).until(() -> aws.messages("observed"), all -> !all.isEmpty());
            JsonNode event = new ObjectMapper().readTree(observed.get(0).body());
            assertThat(event.path("detail-type").asText()).isEqualTo("Spot Interruption Alert");
            assertThat(event.at("/detail/services/0/name").asText()).isEqualTo("checkout");

            // The second channel is to be of another kind, which needs a key that it does not have: it runs on.
            teamBlue("webhook");
            await("rejection")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(program.output())
                            .contains(
                                    "channel file rejected",
                                    "SPOT_CHANNEL_TEAM_BLUE_SECRET (spot.channel.team-blue.secret): is missing"));
            assertThat(program.output()).doesNotContain("B0BLUE");
            Path template = routes.resolve("templates/chat.camel.yaml");
            Files.writeString(template, Files.readString(template) + "# edited\n");
            await("edit").atMost(SOON).until(() -> program.output().contains("takes effect at the next start"));

            String second = interrupt();

            await("slack").atMost(SOON).until(() -> slack.naming(second) == 1);
            await("team blue").atMost(SOON).until(() -> blue.naming(second) == 1);
            await("queue").atMost(SOON).until(() -> aws.depth("spot") == 0);
            assertThat(slack.accepted()).hasSize(2);
        }
    }

    @Test
    void everyMissingAddressStopsTheStart() throws Exception {
        Map<String, String> variables = variables();
        variables.remove("SLACK_WEBHOOK_URL");
        variables.put("WEBHOOK_SECRET", "geheim");
        variables.put("EVENTBRIDGE_BUS", "no bus");
        variables.put("SPOT_BATCH_INTERVAL", "10m");
        variables.put("SPOT_CHANNEL_TEAM_BLUE_ENABLED", "yes");
        try (AppProcess program = AppProcess.start(variables, directory.resolve("stopped.log"))) {
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.output())
                    .contains("bad setting: SLACK_WEBHOOK_URL (spot.channel.slack.webhook): is missing")
                    .contains("bad setting: WEBHOOK_SECRET (spot.channel.webhook.secret): is not whsec_")
                    .contains("bad setting: EVENTBRIDGE_BUS (spot.channel.eventbridge.bus): \"no bus\"")
                    .contains("bad setting: SPOT_BATCH_INTERVAL (spot.batch.interval): \"10m\" is not from 0s to 1m")
                    .contains("bad setting: SPOT_CHANNEL_TEAM_BLUE_ENABLED (spot.channel.team-blue.enabled): \"yes\"")
                    .doesNotContain("geheim", "\tat ");
        }
        variables.keySet().removeAll(List.of("SPOT_BATCH_INTERVAL", "SPOT_CHANNEL_TEAM_BLUE_ENABLED"));
        variables.putAll(variables());
        variables.remove("SPOT_CHANNEL_TEAM_BLUE_WEBHOOK");
        try (AppProcess program = AppProcess.start(variables, directory.resolve("stopped.log"))) {
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.output())
                    .contains(
                            "bad setting: SPOT_CHANNEL_TEAM_BLUE_WEBHOOK (spot.channel.team-blue.webhook): is missing");
        }
    }

    /** The id of an instance that is interrupted now. */
    private String interrupt() {
        Member member = aws.members("blue", 1).get(0);
        aws.tasks(member, "service:checkout", 1);
        aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));
        return member.instanceId();
    }

    private void teamBlue(String template) throws IOException {
        Files.writeString(routes.resolve("channels/team-blue.camel.yaml"), """
                - templatedRoute:
                    routeTemplateRef: TEMPLATE
                    routeId: channel-team-blue
                    parameters:
                      - name: channel
                        value: team-blue
                      - name: program
                        value: slack
                """.replace("TEMPLATE", template));
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(Variables.aws(moto.endpoint()));
        variables.put("SPOT_ROUTES", routes.toString());
        variables.put("ENABLE_SLACK", "true");
        variables.put("SLACK_WEBHOOK_URL", slack.url() + "/services/T0/B0STANDARD/SECRET");
        variables.put("SPOT_CHANNEL_TEAM_BLUE_WEBHOOK", blue.url() + "/services/T0/B0BLUE/SECRET");
        variables.put("ENABLE_TEAMS", "true");
        variables.put("TEAMS_WEBHOOK_URL", teams.url() + "/workflows/x?sig=s");
        variables.put("ENABLE_WEBHOOK", "true");
        variables.put("WEBHOOK_URL", own.url() + "/alerts");
        variables.put("WEBHOOK_SECRET", "whsec_" + "A".repeat(32));
        variables.put("ENABLE_EVENTBRIDGE", "true");
        variables.put("EVENTBRIDGE_BUS", "default");
        variables.put(
                "WEBHOOK_ALLOWED_HOSTS",
                String.join(
                        ",",
                        Stream.of(slack, blue, teams, own)
                                .map(receiver -> receiver.url().replace("http://", ""))
                                .toList()));
        return variables;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
