package org.spotalert.pipeline.notify;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.joran.spi.JoranException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.model.Instance;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.intake.UndeliveredException;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog.Partition;
import org.spotalert.platform.logging.JsonLines;
import org.spotalert.platform.logging.MetricLine;

/** Which metrics the lines of the log carry, as CloudWatch reads them. */
class AlertMetricsTest {

    private static final Instant NOW = Samples.NOTICED.plusSeconds(8);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Failure REFUSED = new Failure(FailureReason.REFUSED, "HTTP 404 Not Found");

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final AlertMetrics metrics = new AlertMetrics(true, new DeliveryMeters(() -> meters, CLOCK), CLOCK);
    private final DecisionLog log = new DecisionLog(CLOCK, Duration.ofSeconds(15), metrics);

    private JsonLines decisions;
    private JsonLines deliveries;

    @BeforeEach
    void listen() throws JoranException {
        decisions = new JsonLines("org.spotalert.decision");
        deliveries = new JsonLines("org.spotalert.delivery");
    }

    @AfterEach
    void close() {
        decisions.close();
        deliveries.close();
    }

    private static Samples warning() {
        return Samples.warning()
                .instance(new Instance(Samples.ID, "m5.large", "eu-west-1b", "spot", "running", null, Map.of()));
    }

    private static Delivery to(String channel, Alert... alerts) {
        return Delivery.of(channel, "direct:" + channel, null, List.of(alerts));
    }

    private void delivered(Delivery delivery, Alert... alerts) throws UndeliveredException {
        log.delivered(new DeliveryReport(List.of(alerts), List.of(delivery)));
    }

    private List<String> decided() {
        return metrics(decisions);
    }

    private static List<String> metrics(JsonLines lines) {
        List<MetricLine> carrying =
                lines.all().stream().filter(MetricLine::hasMetrics).toList();
        assertThat(carrying).allSatisfy(line -> {
            assertThat(line.problems()).isEmpty();
            assertThat(line.json().at("/_aws/Timestamp").asLong()).isEqualTo(NOW.toEpochMilli());
        });
        return carrying.stream().flatMap(line -> line.metrics().stream()).toList();
    }

    @Test
    void decisionLineCarriesTheInterruption() throws UndeliveredException {
        Alert alert = warning().alert();

        delivered(to("sns", alert).sent(), alert);

        assertThat(decided())
                .containsExactly(
                        "InterruptionCount[Cluster=blue] 1",
                        "InterruptionCount[InstanceType=m5.large] 1",
                        "InterruptionCount[Zone=eu-west-1b] 1",
                        "ServicesAffected[Cluster=blue] 1");
        assertThat(decisions.all())
                .singleElement()
                .satisfies(
                        line -> assertThat(line.json().path("message").asText()).isEqualTo("alert sent"));
    }

    @Test
    void suppressedInterruptionIsOne() {
        log.suppressed(List.of(warning()
                .decision(Verdict.SUPPRESS, Rule.NOT_CRITICAL, "no critical service")
                .alert()));

        assertThat(decided()).contains("InterruptionCount[Cluster=blue] 1");
    }

    @Test
    void whatIsNotKnownIsNamedSo() {
        log.suppressed(List.of(
                Samples.notice()
                        .partial("EC2 does not answer")
                        .decision(Verdict.SUPPRESS, Rule.SILENCE, "silence")
                        .alert(),
                Samples.notice()
                        .id(Samples.id(2))
                        .decision(Verdict.SUPPRESS, Rule.NOT_IN_ECS, "in no cluster")
                        .alert()));

        assertThat(decided())
                .containsExactly(
                        "InterruptionCount[Cluster=unknown] 1",
                        "InterruptionCount[InstanceType=unknown] 1",
                        "InterruptionCount[Zone=unknown] 1",
                        "InterruptionCount[Cluster=none] 1",
                        "InterruptionCount[InstanceType=unknown] 1",
                        "InterruptionCount[Zone=unknown] 1");
    }

    @Test
    void taskOfFargateHasItsCapacityProviderForAType() throws UndeliveredException {
        Alert alert = Samples.fargate("0f9a8b7c6d5e4f3a").zone("eu-west-1a").alert();

        delivered(to("sns", alert).sent(), alert);

        assertThat(decided())
                .contains("InterruptionCount[InstanceType=FARGATE_SPOT] 1", "InterruptionCount[Zone=eu-west-1a] 1");
    }

    @ParameterizedTest
    @EnumSource(names = {"REBALANCE_RECOMMENDATION", "TERMINATE_ACTION", "STATE_CHANGE", "SCHEDULED_CHANGE"})
    void onlyWarningsOfAwsAreInterruptions(InterruptionKind kind) throws UndeliveredException {
        Alert alert = warning().kind(kind).alert();

        delivered(to("sns", alert).sent(), alert);
        metrics.sent("sns", List.of(alert));

        assertThat(decided()).isEmpty();
        assertThat(metrics(deliveries)).containsExactly("Deliveries[Channel=sns] 1", "DeliveryFailures[Channel=sns] 0");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"WARNING"})
    void whatFollowsAWarningIsNoInterruption(AlertKind kind) throws UndeliveredException {
        Alert later = Sent.later(warning().alert(), kind, "thread", Map.of());

        delivered(to("sns", later).sent(), later);
        metrics.sent("sns", List.of(later));

        assertThat(decisions.all()).hasSize(1);
        assertThat(decided()).isEmpty();
        assertThat(metrics(deliveries)).containsExactly("Deliveries[Channel=sns] 1", "DeliveryFailures[Channel=sns] 0");
    }

    @Test
    void interruptionThatComesBackCountsOnce() throws UndeliveredException {
        Alert alert = warning().alert();
        Delivery sent = to("sns", alert).sent();

        delivered(sent, alert, Sent.duplicateOf(alert));
        delivered(sent, alert);

        assertThat(decisions.all()).hasSize(3);
        assertThat(decided()).filteredOn(metric -> metric.contains("Zone")).hasSize(1);
    }

    @Test
    void interruptionThatAnotherProcessHasSentIsItsToCount() throws UndeliveredException {
        Alert alert = warning().alert();

        delivered(to("sns", alert).withPartition(new Partition(List.of(), List.of(alert), List.of())), alert);

        assertThat(decided()).isEmpty();
    }

    @Test
    void channelThatTakesAlertsHasItsLine() {
        metrics.sent("google-chat", List.of(warning().alert(), Sent.alert(Samples.id(2))));

        assertThat(metrics(deliveries))
                .containsExactly(
                        "Deliveries[Channel=google-chat] 2",
                        "DeliveryFailures[Channel=google-chat] 0",
                        "SecondsLeft[Channel=google-chat] [112,112]");
    }

    @Test
    void hibernationGivesNoTimeThatCouldBeLeft() {
        metrics.sent("sns", List.of(warning().action(InstanceAction.HIBERNATE).alert()));

        assertThat(metrics(deliveries)).containsExactly("Deliveries[Channel=sns] 1", "DeliveryFailures[Channel=sns] 0");
    }

    @Test
    void channelThatFailsHasNoSecondsLeft() {
        metrics.failed("sns", List.of(warning().alert()), REFUSED);

        assertThat(metrics(deliveries)).containsExactly("Deliveries[Channel=sns] 0", "DeliveryFailures[Channel=sns] 1");
        assertThat(deliveries.all())
                .singleElement()
                .satisfies(line ->
                        assertThat(line.json().path("failureReason").asText()).isEqualTo("REFUSED"));
    }

    @Test
    void stormNeedsALineForEachHundredAlerts() {
        metrics.sent(
                "sns",
                IntStream.range(0, 250)
                        .<Alert>mapToObj(number -> Sent.alert(Samples.id(number)))
                        .toList());

        assertThat(metrics(deliveries))
                .filteredOn(metric -> metric.startsWith("Deliveries"))
                .containsExactly(
                        "Deliveries[Channel=sns] 100", "Deliveries[Channel=sns] 100", "Deliveries[Channel=sns] 50");
    }

    @Test
    void nothingIsWrittenUnlessItIsWanted() throws UndeliveredException {
        AlertMetrics off = new AlertMetrics(false, new DeliveryMeters(() -> meters, CLOCK), CLOCK);
        Alert alert = warning().alert();

        new DecisionLog(CLOCK, Duration.ofSeconds(15), off)
                .delivered(new DeliveryReport(
                        List.of(alert), List.of(to("sns", alert).sent())));
        off.sent("sns", List.of(alert));
        off.failed("sns", List.of(alert), REFUSED);

        assertThat(decisions.all()).singleElement().matches(line -> !line.hasMetrics());
        assertThat(deliveries.all()).isEmpty();
    }

    /** Everything that is written, as {@code name[dimension] unit}. */
    private Set<String> written() throws UndeliveredException {
        Alert alert = warning().alert();
        delivered(to("sns", alert).sent(), alert);
        metrics.sent("sns", List.of(alert));
        return Stream.of(decisions, deliveries)
                .flatMap(lines -> lines.all().stream())
                .flatMap(line -> line.names().stream())
                .collect(toCollection(TreeSet::new));
    }

    /** Rows such as {@code | `Deliveries` | Count | `Channel` | ... |}. */
    @Test
    void documentListsWhatIsWritten() throws UndeliveredException, IOException {
        Set<String> documented = Pattern.compile("\\| `(\\w+)` \\| (Count|Seconds) \\| (.*?) \\|")
                .matcher(Files.readString(Path.of("docs/operations.md")))
                .results()
                .flatMap(row -> Stream.of(row.group(3).replace("`", "").split(", "))
                        .map(dimension -> row.group(1) + "[" + dimension + "] " + row.group(2)))
                .collect(toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(written()).hasSize(7);
    }

    /** In queries such as {@code SELECT MIN(SecondsLeft) FROM SCHEMA("SpotAlerts", Channel)}, and in searches. */
    @Test
    void templateNamesOnlyWhatIsWritten() throws UndeliveredException, IOException {
        String template = Files.readString(Path.of("deploy/cloudformation.yaml"));
        Pattern query = Pattern.compile("\\((?<metric>\\w+)\\) FROM SCHEMA\\(\"SpotAlerts\", (?<by>\\w+)\\)");
        Pattern search = Pattern.compile("\\{SpotAlerts,(?<by>\\w+)} MetricName=\\\\\"(?<metric>\\w+)\\\\\"");
        List<String> metrics = Stream.of(query, search)
                .map(pattern -> pattern.matcher(template))
                .flatMap(found -> {
                    List<String> all = new ArrayList<>();
                    while (found.find()) {
                        all.add(found.group("metric") + "[" + found.group("by") + "]");
                    }
                    return all.stream();
                })
                .toList();

        assertThat(metrics).isNotEmpty();
        assertThat(written().stream().map(name -> name.replaceFirst(" .*", ""))).containsAll(metrics);
        assertThat(template.split("SpotAlerts[\",]", -1))
                .as("each mention in a query or a search")
                .hasSize(metrics.size() + 1);
    }
}
