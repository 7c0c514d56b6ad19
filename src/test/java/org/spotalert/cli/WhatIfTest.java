package org.spotalert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.spotalert.fleet.FleetLookups;
import org.spotalert.fleet.FleetSettings;
import org.spotalert.fleet.LookupResult;
import org.spotalert.local.Events;
import org.spotalert.local.LocalFleet.Host;
import org.spotalert.model.Alert;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.JointSeverity;
import org.spotalert.model.LostService;
import org.spotalert.model.Severity;
import org.spotalert.pipeline.decide.Decisions;
import org.spotalert.pipeline.decide.RuleInputs;
import org.spotalert.pipeline.enrich.Enricher;
import org.spotalert.pipeline.intake.EventParser;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;

/** What the command says of a loss is what the alert says when AWS announces it. */
class WhatIfTest extends BesideRun {

    private static final List<String> CLUSTERS = List.of("shop", "blue", "green");
    private static final List<String> TYPES = List.of("m5.large", "c5.large");
    private static final List<String> ZONES = List.of("eu-west-1a", "eu-west-1b");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** The test is not about the request budget. */
    private static final int WITHOUT_LIMIT = 1_000_000;

    private final Random random = new Random(20261201);
    private final List<Host> hosts = new ArrayList<>();
    private int fargateTasks;

    private WhatIf command() {
        return new WhatIf(this::settings, (interruptions, asOf) -> live(interruptions), this::channels);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private void fill() {
        // The test is not about the request budget.
        properties.put("spot.enrich.quota-share", "100%");
        for (String cluster : CLUSTERS) {
            for (int service = 0; service < 5; service++) {
                fleet.service(cluster, "service-" + service, 1 + random.nextInt(6), 60);
            }
            for (int host = 0; host < 6; host++) {
                hosts.add(fleet.host(cluster, any(TYPES), any(ZONES), random.nextInt(4) > 0));
            }
        }
        change();
    }

    private void change() {
        for (int task = random.nextInt(4); task >= 0; task--) {
            Host host = any(hosts);
            fleet.tasks(host, random.nextInt(9) == 0 ? "family:job" : "service:service-" + random.nextInt(5), 1);
            if (random.nextInt(5) == 0) {
                fleet.fargateTask(any(CLUSTERS), "service:service-" + random.nextInt(5), any(ZONES));
                fargateTasks++;
            }
        }
    }

    /** What the pipeline finds out, asked about notices. */
    private List<Impact> live(List<Interruption> notices) {
        FleetSettings settings = settings().part(FleetSettings::read);
        try (AwsClients clients = new AwsClients(new AwsSettings("eu-west-1", null))) {
            FleetLookups lookups = FleetLookups.of(
                    List.of(),
                    settings,
                    clients.lookups(TIMEOUT, WITHOUT_LIMIT, WITHOUT_LIMIT),
                    Runnable::run,
                    Runnable::run,
                    Clock.systemUTC());
            Enricher enricher = new Enricher(
                    Clock.systemUTC(), Clock.systemUTC(), TIMEOUT, clients.credentials(), lookups.fleet(), settings);
            LookupResult found = lookups.fargate()
                    .lookUp(lookups.clusters()
                            .lookUpKnown(lookups.instances()
                                    .lookUp(enricher.begin(notices).get(0))));
            return enricher.finish(List.of(lookups.clusters().search(found)));
        }
    }

    /** The alerts about events as EventBridge sends them. */
    private List<Alert> alerts(List<JsonNode> lost) throws Exception {
        List<Interruption> notices = new ArrayList<>();
        for (JsonNode each : lost) {
            String id = each.path("id").asText();
            String event = id.startsWith("i-")
                    ? Events.now("interruption-warning-terminate", id)
                    : Events.now("task-interruption", "")
                            .replace("0123456789abcdef0123456789abcdef", id)
                            .replace("/shop", "/" + each.path("cluster").asText())
                            .replace("service:checkout", fleet.group(id));
            notices.addAll(new EventParser("eu-west-1", Optional::empty, InterruptionKind.DEFAULTS)
                    .parse(event, 0)
                    .interruptions());
        }
        RuleInputs inputs = new RuleInputs(List::of, List::of, List.of(), false, impact -> impact.judgedBelow(50));
        return notices.isEmpty() ? List.of() : new Decisions(inputs, Clock.systemUTC()).decide(live(notices));
    }

    private static Map<String, Integer> services(List<Alert> alerts) {
        Map<String, Integer> services = new TreeMap<>();
        LostService.merge(alerts.stream().map(Alert::impact).toList())
                .forEach(lost -> services.put(
                        lost.service().cluster() + "/" + lost.service().name(),
                        lost.service().tasksOnInstance()));
        return services;
    }

    private Map<String, Integer> saidServices() throws IOException {
        Map<String, Integer> services = new TreeMap<>();
        json().path("services")
                .forEach(each -> services.put(
                        each.path("cluster").asText() + "/"
                                + each.path("service").asText(),
                        each.path("loses").asInt()));
        return services;
    }

    private String[] loss() {
        return switch (random.nextInt(5)) {
            case 0 -> new String[] {"--instance", any(hosts).id()};
            case 1 -> new String[] {"--cluster", any(CLUSTERS)};
            case 2 -> new String[] {"--zone", any(ZONES)};
            case 3 -> new String[] {"--type", any(TYPES)};
            default -> new String[] {"--zone", any(ZONES), "--type", any(TYPES), "--cluster", any(CLUSTERS)};
        };
    }

    private List<String> expected(List<String> loss) {
        return hosts.stream()
                .filter(host -> loss.contains("--instance")
                        ? loss.contains(host.id())
                        : host.spot()
                                && (!loss.contains("--cluster") || loss.contains(host.cluster()))
                                && (!loss.contains("--zone") || loss.contains(host.zone()))
                                && (!loss.contains("--type") || loss.contains(host.type())))
                .map(Host::id)
                .toList();
    }

    private void alertsSayWhatWasSaid(int losses) throws Exception {
        fill();
        Set<String> severities = new TreeSet<>();
        for (int loss = 0; loss < losses; loss++) {
            change();
            String[] arguments = loss();
            assertThat(run(
                            command(),
                            Stream.concat(Stream.of(arguments), Stream.of("--json"))
                                    .toArray(String[]::new)))
                    .as(out + err.toString())
                    .isZero();
            List<JsonNode> lost = new ArrayList<>();
            json().path("resources").forEach(lost::add);

            assertThat(lost.stream().map(each -> each.path("id").asText()).filter(id -> id.startsWith("i-")))
                    .containsExactlyInAnyOrderElementsOf(expected(List.of(arguments)));
            List<Alert> alerts = alerts(lost);

            assertThat(saidServices()).as(String.join(" ", arguments)).isEqualTo(services(alerts));
            JointSeverity joint = JointSeverity.of(alerts);
            String severity = alerts.stream()
                    .filter(alert -> alert.decision().sends())
                    .map(joint::warned)
                    .max(Severity::compareTo)
                    .map(Objects::toString)
                    .orElse("null");
            assertThat(json().path("severity").asText()).isEqualTo(severity);
            assertThat(json().path("resources").findValuesAsText("severity"))
                    .containsExactlyElementsOf(alerts.stream()
                            .map(alert -> alert.severity().toString())
                            .toList());
            severities.add(severity);
        }
        assertThat(severities).contains("critical", "warning");
        assertThat(fargateTasks).isPositive();
    }

    @Test
    void alertsSayWhatWasSaidOfTheirLoss() throws Exception {
        alertsSayWhatWasSaid(10);
    }

    @Test
    @Tag("chaos")
    void twoHundredAlertsSayWhatWasSaidOfTheirLoss() throws Exception {
        alertsSayWhatWasSaid(200);
    }
}
