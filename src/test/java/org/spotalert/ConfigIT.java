package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** The real jar with settings of Parameter Store and Secrets Manager, which change while it runs. */
class ConfigIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int NOTICES = 40;

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());

    @TempDir
    private static Path logs;

    private final WireMockServer slack = new WireMockServer(wireMockConfig().dynamicPort());
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
    void program() {
        slack.start();
        accept("/old");
        settings.putAll(Variables.aws(MOTO.endpoint()));
        settings.put("SPOT_QUEUE_VISIBILITY_TIMEOUT", "5");
        settings.put("SPOT_STORE_LEASE", "6s");
        settings.put("SPOT_BATCH_INTERVAL", "200ms");
        settings.put("SPOT_CONFIG", "ssm:/spot-interruption,secretsmanager:spot");
        for (int number = 1; number <= 20; number++) {
            AWS.parameter("/spot-interruption/of-another-program/" + number, "x");
        }
        AWS.parameter("/spot-interruption/ENABLE_SLACK", "true");
        AWS.parameter("/spot-interruption/spot.channel.slack.messages-per-second", "50");
        AWS.parameter("/spot-interruption/webhook-allowed-hosts", "127.0.0.1:" + slack.port());
        webhook("/old");
    }

    @AfterEach
    void allWell() {
        MOTO.clearFaults();
        slack.stop();
    }

    private void accept(String path) {
        slack.stubFor(post(path).willReturn(ok()));
    }

    private void refuse(String path) {
        slack.stubFor(post(path).willReturn(aResponse().withStatus(404).withBody("no_service")));
    }

    private void webhook(String path) {
        AWS.secret("spot", "{\"SLACK_WEBHOOK_URL\":\"http://127.0.0.1:" + slack.port() + path + "\"}");
    }

    private AppProcess start() {
        AppProcess program = AppProcess.start(settings, logs.resolve(System.nanoTime() + ".log"));
        program.awaitReady();
        return program;
    }

    private static List<String> instances(int count) {
        List<Member> members = AWS.members("blue", count);
        members.forEach(member -> AWS.tasks(member, "family:web", 1));
        return members.stream().map(Member::instanceId).toList();
    }

    private static void notice(String instance) {
        AWS.send("spot", Events.now("interruption-warning-terminate", instance));
    }

    /** How many messages about the instance Slack has taken. */
    private long taken(String path, String instance) {
        return slack.getAllServeEvents().stream()
                .filter(event -> event.getResponse().getStatus() == 200
                        && event.getRequest().getUrl().equals(path)
                        && event.getRequest().getBodyAsString().contains(instance))
                .count();
    }

    @Test
    void secretThatIsReplacedUnderLoadCostsNoAlertAndNoRestart() throws Exception {
        settings.put("SPOT_CONFIG_REFRESH", "2s");
        List<String> instances = instances(NOTICES);
        try (AppProcess program = start()) {
            for (int number = 0; number < NOTICES; number++) {
                notice(instances.get(number));
                if (number == NOTICES / 2) {
                    String first = instances.get(0);
                    await("the old webhook").atMost(SOON).until(() -> taken("/old", first) == 1);
                    accept("/new");
                    refuse("/old");
                    webhook("/new");
                }
            }

            await("all alerts")
                    .atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(instances).allMatch(one -> taken("/old", one) + taken("/new", one) > 0));
            assertThat(instances).allMatch(one -> taken("/old", one) + taken("/new", one) == 1);
            assertThat(instances.subList(NOTICES - 5, NOTICES)).allMatch(one -> taken("/new", one) == 1);
            assertThat(AWS.depth("spot-dead")).isZero();
            assertThat(program.output()).contains("channels use new secrets").doesNotContain("/new", "/old");
        }
    }

    @Test
    void refusedSecretIsReadAnewAtOnceAndTheAlertSentAgain() {
        List<String> instances = instances(1);
        MOTO.resetCalls();
        try (AppProcess program = start()) {
            assertThat(MOTO.calls()).containsEntry("GetParametersByPath", 3).containsEntry("GetSecretValue", 1);
            accept("/new");
            refuse("/old");
            webhook("/new");

            notice(instances.get(0));

            await("the new webhook").atMost(SOON).until(() -> taken("/new", instances.get(0)) == 1);
            // Within the channel: no message came back from the queue.
            assertThat(program.output()).doesNotContain("alert not delivered everywhere");
        }
    }

    @Test
    void deniedRefreshKeepsTheLastValuesAndSaysSoInHealth() throws Exception {
        List<String> instances = instances(2);
        try (AppProcess program = start()) {
            MOTO.fail("GetSecretValue", "AccessDeniedException", 400, 1000);
            program.hangUp();
            await("the warning").atMost(SOON).until(() -> warns(program));
            await("the log")
                    .atMost(SOON)
                    .until(
                            () -> program.output()
                                    .contains(
                                            "the settings of secretsmanager:spot cannot be read: AccessDeniedException: made to fail;"
                                                    + " allow secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:*:secret:spot-*"));
            notice(instances.get(0));
            await("an alert").atMost(SOON).until(() -> taken("/old", instances.get(0)) == 1);

            MOTO.clearFaults();
            accept("/new");
            webhook("/new");
            program.hangUp();
            await("the new secret")
                    .atMost(SOON)
                    .until(() -> program.output().contains("channels use new secrets") && !warns(program));
            notice(instances.get(1));
            await("an alert").atMost(SOON).until(() -> taken("/new", instances.get(1)) == 1);
        }
    }

    private static boolean warns(AppProcess program) throws Exception {
        return program.get("/observe/health?data=true")
                .contains("warning: the settings of secretsmanager:spot cannot be");
    }

    @Test
    void startGoesOnWithWhatThereIsAndSaysWhichRightIsMissing() throws Exception {
        MOTO.fail("GetParametersByPath", "AccessDeniedException", 400, 1000);
        String line =
                "the settings of ssm:/spot-interruption cannot be read: AccessDeniedException: made to fail; allow"
                        + " ssm:GetParametersByPath on arn:aws:ssm:eu-west-1:*:parameter/spot-interruption to the program's role";
        settings.put("ENABLE_SLACK", "true");
        settings.put("WEBHOOK_ALLOWED_HOSTS", "127.0.0.1:" + slack.port());
        try (AppProcess program = start()) {
            assertThat(program.output()).containsOnlyOnce(line);
        }

        settings.remove("SPOT_QUEUE");
        AppProcess program = AppProcess.start(settings, logs.resolve("without-queue.log"));
        assertThat(program.awaitExit()).isEqualTo(1);
        assertThat(program.output()).contains(line, "bad setting: SPOT_QUEUE (spot.queue): is missing");
    }

    @Test
    void checkListsWhereSettingsComeFromWithoutValues() throws Exception {
        AppProcess check = AppProcess.start(settings, logs.resolve("origins.log"), "check", "--settings");
        assertThat(check.awaitExit()).isZero();

        assertThat(check.output())
                .containsPattern("spot.queue +environment: SPOT_QUEUE")
                .containsPattern("spot.channel.slack.enabled +ssm:/spot-interruption")
                .containsPattern("spot.channel.slack.webhook +secretsmanager:spot")
                .doesNotContain("/old", "spot.clusters");
    }
}
