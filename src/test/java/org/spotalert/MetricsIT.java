package org.spotalert;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Variables;
import org.spotalert.platform.logging.MetricLine;

/** The metrics in the log and at the port of the real program, with a channel that works and one that fails. */
class MetricsIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    private static final Pattern PROMETHEUS = Pattern.compile("\\b((?:spot|jvm|process|system|camel)_[a-z_]+)");
    private static final Pattern CLOUD_WATCH = Pattern.compile("SpotAlerts,[A-Za-z]+} MetricName=.?\"(\\w+)");

    @TempDir
    private Path directory;

    @Test
    void logAndPortCarryWhatTheDashboardsShow() throws IOException, InterruptedException {
        try (MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint())) {
            aws.queue("spot", 2);
            aws.cluster("blue");
            aws.service("blue", "checkout", 3);
            Member member = aws.members("blue", 1).get(0);
            aws.tasks(member, "service:checkout", 1);
            Map<String, String> settings = new HashMap<>(Variables.aws(moto.endpoint()));
            settings.putAll(Variables.sns(aws.topic("alerts")));
            // Nobody listens there.
            settings.putAll(Variables.googleChat(FreePort.find()));
            settings.putAll(Map.of(
                    "SPOT_LOG_FORMAT", "json",
                    "SPOT_METRICS_EMF", "true",
                    "SPOT_QUEUE_VISIBILITY_TIMEOUT", "5"));
            try (AppProcess program = AppProcess.start(settings, directory.resolve("program.log"))) {
                program.awaitReady();

                aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));
                await("the message comes back, and then is a dead letter")
                        .atMost(SOON)
                        .until(() -> aws.depth("spot-dead") == 1);
                checkPrometheus(program.get("/observe/metrics"));
                assertThat(program.terminate()).isZero();

                check(program.output());
            }
        }
    }

    private static void check(String output) throws IOException {
        List<MetricLine> lines = output.lines()
                .map(MetricLine::of)
                .filter(MetricLine::hasMetrics)
                .toList();
        assertThat(lines.stream()
                        .flatMap(line -> line.metrics().stream())
                        .map(metric -> metric.replaceFirst("\\[.*", "")))
                .as("the dashboard of CloudWatch")
                .containsAll(named(CLOUD_WATCH, "deploy/cloudformation.yaml"));
        assertThat(lines).allSatisfy(line -> assertThat(line.problems()).isEmpty());
        assertThat(lines.stream()
                        .flatMap(line -> line.metrics().stream())
                        .map(metric -> metric.replaceAll("InstanceType=.*]", "InstanceType]")
                                .replaceAll("Zone=.*]", "Zone]")
                                .replaceAll(" \\[1[01][0-9]]", " in time"))
                        .collect(groupingBy(metric -> metric, counting())))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "InterruptionCount[InstanceType] 1", 1L,
                        "InterruptionCount[Zone] 1", 1L,
                        "InterruptionCount[Cluster=blue] 1", 1L,
                        "ServicesAffected[Cluster=blue] 1", 1L,
                        "Deliveries[Channel=sns] 1", 1L,
                        "DeliveryFailures[Channel=sns] 0", 1L,
                        "SecondsLeft[Channel=sns] in time", 1L,
                        "Deliveries[Channel=google-chat] 0", 2L,
                        "DeliveryFailures[Channel=google-chat] 1", 2L));
    }

    /** Dashboards and rules name only what a program has that has seen traffic. */
    private static void checkPrometheus(String metrics) throws IOException {
        Set<String> there = metrics.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]")[0])
                .collect(toSet());
        for (String file : List.of("deploy/grafana/dashboard.json", "deploy/prometheus/rules.yaml")) {
            assertThat(named(PROMETHEUS, file)).as(file).hasSizeGreaterThan(5).isSubsetOf(there);
        }
        assertThat(metrics).contains("spot_delivery_delay_seconds_count{channel=\"sns\"} 1");
    }

    private static Set<String> named(Pattern names, String file) throws IOException {
        return names.matcher(Files.readString(Path.of(file)))
                .results()
                .map(found -> found.group(1))
                .collect(toSet());
    }
}
