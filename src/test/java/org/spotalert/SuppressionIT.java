package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.CommandLineRun.Answer;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Variables;

/** Who is not notified, by the real jar: silences from the command line, an edited rules file, room in the cluster; explained. */
class SuppressionIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String WARNING = "interruption-warning-terminate";
    private static final String PASSWORD = "a-password-that-nobody-guesses";

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());

    @TempDir
    private static Path directory;

    private static final Map<String, String> SETTINGS = new HashMap<>();
    private static String topic = "";
    private static AppProcess program;

    @BeforeAll
    static void start() {
        AWS.queue("spot", 3);
        AWS.cluster("blue");
        AWS.cluster("green");
        AWS.service("blue", "checkout", 3);
        AWS.service("green", "search", 2);
        SETTINGS.putAll(Variables.aws(MOTO.endpoint()));
        topic = AWS.topic("alerts");
        SETTINGS.putAll(Variables.sns(topic));
        SETTINGS.putAll(Map.of(
                "SPOT_BATCH_INTERVAL",
                "100ms",
                "SPOT_STORE_URL",
                store(),
                "SPOT_RULES",
                rules().toString(),
                "SPOT_MANAGEMENT_PASSWORD",
                PASSWORD,
                "SPOT_CLUSTER",
                "blue"));
        program = AppProcess.start(SETTINGS, directory.resolve("program.log"));
        program.awaitReady();
    }

    @AfterAll
    static void stop() {
        program.close();
        AWS.close();
        MOTO.close();
    }

    private static String store() {
        return "jdbc:h2:file:" + directory.resolve("store");
    }

    private static Path rules() {
        return directory.resolve("rules.yaml");
    }

    private static Member member(String cluster, String service) {
        Member member = AWS.members(cluster, 1).get(0);
        AWS.tasks(member, "service:" + service, 1);
        return member;
    }

    private static String run(String... arguments) {
        return run(Map.of(), arguments);
    }

    /** A command in the test's process, which starts sooner than the jar. */
    private static String run(Map<String, String> further, String... arguments) {
        Answer answer = new CommandLineRun(
                        MOTO.endpoint(),
                        Map.of(
                                "spot.queue",
                                "spot",
                                "spot.store.url",
                                store(),
                                "spot.rules",
                                rules().toString(),
                                "spot.management.password",
                                PASSWORD,
                                "camel.management.port",
                                String.valueOf(program.port()),
                                "spot.channel.sns.enabled",
                                "true",
                                "spot.channel.sns.topic-arn",
                                topic))
                .run(further, arguments);
        assertThat(answer.exit()).as(answer.both()).isZero();
        return answer.both();
    }

    private static String runJar(String... arguments) throws InterruptedException {
        try (AppProcess command =
                AppProcess.startBeside(program, SETTINGS, directory.resolve(System.nanoTime() + ".log"), arguments)) {
            int exit = command.awaitExit();
            assertThat(exit).as(command.output()).isZero();
            return command.output();
        }
    }

    private static String decision(Member member) {
        return program.output()
                .lines()
                .filter(line -> line.contains("decision") && line.contains(member.instanceId()))
                .findFirst()
                .orElse("");
    }

    private static void awaitDecision(Member member, String rule) {
        await("decision about " + member.instanceId())
                .atMost(SOON)
                .untilAsserted(() -> assertThat(decision(member)).contains("rule=\"" + rule + "\""));
    }

    @Test
    void misspeltSettingIsReportedAtTheStart() {
        await("log")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(program.output())
                        .contains("doubtful setting: unknown setting SPOT_CLUSTER; did you mean SPOT_CLUSTERS?")
                        .contains("deliveries are kept, for one replica only"));
    }

    @Test
    void fileOfTheRunningProgramIsListedByTheProgramItself() throws Exception {
        String instance = "i-0000000000000dead";
        AWS.send("spot", Events.now(WARNING, instance));

        await("record")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(run("suppressed", "--rule", "NOT_IN_ECS", "--limit", "7"))
                        .contains(instance, "no ECS cluster lists the instance"));
        assertThat(run("suppressed", "--rule", "NOT_CRITICAL")).contains("no such alert was suppressed since ");
    }

    @Test
    void fileOfTheRunningProgramIsNotListedWithoutALogin() throws Exception {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.remove("SPOT_MANAGEMENT_PASSWORD");
        try (AppProcess command =
                AppProcess.startBeside(program, settings, directory.resolve("suppressed.log"), "suppressed")) {
            assertThat(command.awaitExit()).isOne();
            assertThat(command.output())
                    .contains("The store cannot be read here", "SPOT_MANAGEMENT_PASSWORD", "locked");
        }
        settings.put("SPOT_MANAGEMENT_PASSWORD", "another-password");
        try (AppProcess command =
                AppProcess.startBeside(program, settings, directory.resolve("refused.log"), "suppressed")) {
            assertThat(command.awaitExit()).isOne();
            assertThat(command.output()).contains("says: log in with SPOT_MANAGEMENT_USER");
        }
    }

    @Test
    void silenceFromTheCommandLineHoldsUntilItIsEnded() throws Exception {
        String set = runJar("silence", "--cluster", "green", "--for", "2h", "--owner", "jane", "--reason", "load test");
        String id = set.replaceFirst("(?s)silence ([0-9a-f]{8}) is set until .*", "$1");
        assertThat(set).contains("cluster green");
        assertThat(run("silence", "list")).contains(id, "cluster green  by jane: load test", "silences: 1");
        Member silent = member("green", "search");
        Member loud = member("blue", "checkout");
        AWS.send("spot", Events.now(WARNING, silent.instanceId()));
        AWS.send("spot", Events.now(WARNING, loud.instanceId()));

        awaitDecision(silent, "SILENCE");
        awaitDecision(loud, "TASKS_LOST");
        await("history")
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(run("history", "--cluster", "blue").lines())
                                .anyMatch(line -> line.contains(loud.instanceId())
                                        && line.matches(".* checkout +SEND +sns with 1\\d\\d s left.*")));
        await("what was suppressed")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(run("history", "--suppressed", "--service", "sear*"))
                        .contains(silent.instanceId(), "load test"));
        assertThat(decision(silent)).contains("no alert", "silence " + id + " of jane until ");
        assertThat(program.get("/observe/metrics"))
                .containsPattern("spot_alerts_suppressed_total\\{.*rule=\"SILENCE\".*} 1");

        assertThat(run("silence", "expire", id)).contains("silence " + id + " is ended");
        Member later = member("green", "search");
        AWS.send("spot", Events.now(WARNING, later.instanceId()));
        awaitDecision(later, "TASKS_LOST");
        assertThat(program.get("/spot/silences")).startsWith("401 ").doesNotContain(PASSWORD);
        assertThat(program.output()).doesNotContain(PASSWORD);
    }

    @Test
    void windowOfTheRulesFileHoldsAsSoonAsItIsSavedAndExplainSaysSo() throws Exception {
        Files.writeString(rules(), """
                maintenance-windows:
                  - {name: patching, weekly: daily 00:00-24:00, scope: {service: che*}, owner: jane, reason: patches}
                """);
        await("rules")
                .atMost(SOON)
                .until(() -> program.output()
                        .matches("(?s).*entries=.1.[^\n]*rules file holds.*|(?s).*rules file holds[^\n]*entries=.1.*"));
        Member member = member("blue", "checkout");
        Path event = Files.writeString(directory.resolve("event.json"), Events.now(WARNING, member.instanceId()));
        Path facts = directory.resolve("facts.json");

        String live = run(
                Map.of("spot.suppress.enough-capacity", "true"),
                "explain",
                event.toString(),
                "--save",
                facts.toString());

        assertThat(live.lines().filter(line -> line.matches("[A-Z_]+ +(no_opinion|suppress|send|indeterminate) .*")))
                .hasSize(8)
                .anyMatch(line -> line.matches("MAINTENANCE_WINDOW +suppress +maintenance window patching of jane.*"))
                .anyMatch(line -> line.matches("TASKS_LOST +send .*"));
        assertThat(live)
                .contains(member.instanceId(), "cluster blue; services: 1")
                .containsPattern("(?m)^SUPPRESS by MAINTENANCE_WINDOW: ");
        // The cluster was asked for its room.
        assertThat(Files.readString(facts)).contains("\"capacity\" : {", "\"minimumHealthyPercent\" : 100");
        // Nobody was notified, and nothing was decided.
        assertThat(decision(member)).isEmpty();
        AWS.send("spot", Files.readString(event));
        awaitDecision(member, "MAINTENANCE_WINDOW");

        Files.delete(rules());
        assertThat(run("explain", event.toString(), "--offline", facts.toString()))
                .containsPattern("(?m)^SEND by TASKS_LOST: ");
        await("rules")
                .atMost(SOON)
                .until(() -> program.output()
                        .matches("(?s).*entries=.0.[^\n]*rules file holds.*|(?s).*rules file holds[^\n]*entries=.0.*"));
    }
}
