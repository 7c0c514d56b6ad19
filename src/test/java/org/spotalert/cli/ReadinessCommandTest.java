package org.spotalert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spotalert.cli.readiness.ReadinessCheck;
import org.spotalert.local.LocalFleet.Host;

/** Ten faults are planted for each check, among services that are fit: the command finds these and no other. */
class ReadinessCommandTest extends BesideRun {

    private static final String CLUSTER = "blue";
    private static final int PLANTED = 10;
    private static final int FIT = 6;

    private Host spotA;
    private Host spotB;
    private Host alike;
    private Host onDemand;

    @BeforeEach
    void fitServices() {
        // The test is not about the request budget.
        properties.put("spot.enrich.quota-share", "100%");
        spotA = fleet.host(CLUSTER, "m5.large", "eu-west-1a", true);
        spotB = fleet.host(CLUSTER, "c5.large", "eu-west-1b", true);
        alike = fleet.host(CLUSTER, "m5.large", "eu-west-1b", true);
        onDemand = fleet.host(CLUSTER, "m5.large", "eu-west-1a", false);
        Host other = fleet.host("green", "m5.large", "eu-west-1a", false);
        fleet.record(onDemand).put("capacityProviderName", "on-demand");
        List.of(spotA, spotB, alike).forEach(host -> fleet.record(host).put("capacityProviderName", "spot"));
        IntStream.range(0, FIT).forEach(number -> fit("fit-" + number));
        fleet.service("green", "never-on-spot", 1, 600);
        fleet.tasks(other, "service:never-on-spot", 1);
        fleet.service(CLUSTER, "daemon", 4, 600).put("schedulingStrategy", "DAEMON");
        List.of(spotA, spotB).forEach(host -> fleet.tasks(host, "service:daemon", 1));
    }

    private ObjectNode fit(String name) {
        ObjectNode service = on(name, 2, spotA, spotB);
        fleet.targetGroup(service, 120);
        return service;
    }

    private ObjectNode on(String name, int desired, Host... hosts) {
        ObjectNode service = fleet.service(CLUSTER, name, desired, 60);
        List.of("spot", "on-demand")
                .forEach(provider -> service.withArray("capacityProviderStrategy")
                        .addObject()
                        .put("capacityProvider", provider));
        List.of(hosts).forEach(host -> fleet.tasks(host, "service:" + name, 1));
        return service;
    }

    private void plant(ReadinessCheck check, int number) {
        String name = "bad-" + number;
        switch (check) {
            case ONE_TASK -> on(name, 1, spotA);
            case ONLY_SPOT -> fit(name).withArray("capacityProviderStrategy").remove(1);
            case ONE_ZONE -> on(name, 2, spotB, alike);
            case ONE_TYPE -> on(name, 2, spotA, alike);
            case STOP_TIMEOUT -> {
                ObjectNode container =
                        fleet.definition(fit(name).path("taskDefinition").asText());
                if (number % 2 == 0) {
                    container.put("stopTimeout", 121 + number);
                } else {
                    container.remove("stopTimeout");
                }
            }
            case DEREGISTRATION_DELAY -> {
                ObjectNode service = fit(name);
                String slow = fleet.targetGroup(service, 121 + number);
                ArrayNode balancers = service.withArray("loadBalancers");
                switch (number % 3) {
                    case 0 -> balancers.addObject().put("loadBalancerName", "classic");
                    case 1 ->
                        ((ObjectNode) balancers.get(0))
                                .putObject("advancedConfiguration")
                                .put("alternateTargetGroupArn", slow);
                    default -> service.withArray("taskSets").addObject().set("loadBalancers", balancers.deepCopy());
                }
                if (number % 3 > 0) {
                    balancers.remove(1);
                }
            }
            case MINIMUM_HEALTHY ->
                fit(name).withObject("deploymentConfiguration").put("minimumHealthyPercent", 40);
            case DRAINING -> {
                Host taken = fleet.host(CLUSTER, "r5.large", "eu-west-1c", true);
                fleet.take(taken);
                on(name, 2, spotA, taken);
            }
            case DEPLOYMENT -> stuck(fit(name), number);
            case STANDALONE -> fleet.tasks(spotA, "family:" + name, 2);
        }
    }

    private static void stuck(ObjectNode service, int number) {
        ObjectNode deployment = service.withArray("deployments").addObject().put("status", "PRIMARY");
        if (number % 3 == 0) {
            deployment.put("rolloutState", "FAILED").put("rolloutStateReason", "tasks failed to start.");
            return;
        }
        deployment.put("rolloutState", number % 3 == 1 ? "IN_PROGRESS" : "COMPLETED");
        service.withArray("events")
                .addObject()
                .put("createdAt", Instant.now().getEpochSecond())
                .put(
                        "message",
                        number % 3 == 1
                                ? "(service x) (task y) failed container health checks."
                                : "(service x) was unable to place a task because no container instance met all of its"
                                        + " requirements.");
    }

    private Set<String> found() throws IOException {
        Set<String> found = new HashSet<>();
        json().path("faults")
                .forEach(row -> found.add(row.path("check").asText() + " "
                        + row.path("name").asText().replace("family:", "")));
        return found;
    }

    @ParameterizedTest
    @EnumSource
    void tenPlantedFaultsAreFoundAndNoOther(ReadinessCheck check) throws IOException {
        Set<String> planted = new HashSet<>();
        for (int number = 0; number < PLANTED; number++) {
            plant(check, number);
            planted.add(check + " bad-" + number);
        }
        assertThat(run(readiness(), "--json")).isOne();

        assertThat(found()).isEqualTo(planted);
        assertThat(json().path("faults").findValuesAsText("change")).allMatch(change -> change.length() > 15);
        assertThat(json().path("problems")).isEmpty();
    }

    @Test
    void fitServicesHaveNoFaults() throws IOException {
        assertThat(run(readiness(), "--json")).as(out.toString()).isZero();

        assertThat(json().path("checked").asInt()).isEqualTo(FIT);
        assertThat(found()).isEmpty();
    }

    @Test
    void whatIsNotLookedAtIsSaid() {
        assertThat(run(readiness())).isZero();

        assertThat(out.toString())
                .contains("services and groups of standalone tasks on Spot capacity: " + FIT + ", not fit: 0")
                .contains("not looked at: DRAINING");
    }

    @Test
    void faultsStandByOwner() throws IOException {
        ObjectNode ofShop = on("zebra", 1, spotA);
        ofShop.withArray("tags").addObject().put("key", "team").put("value", "a-shop");
        on("aardvark", 1, spotA)
                .withArray("tags")
                .addObject()
                .put("key", "team")
                .put("value", "payments");
        on("nobody", 1, spotA);

        run(readiness(), "--json");

        List<String> owners = new ArrayList<>();
        for (JsonNode row : json().path("faults")) {
            owners.add(row.path("owner").asText());
        }
        assertThat(owners).containsExactly("a-shop", "payments", "null");
    }

    @Test
    void clustersThatCannotBeListedAreSaid() {
        fleet.refuse("ListClusters");

        assertThat(run(readiness())).isOne();

        assertThat(out.toString()).contains("NOT KNOWN: the ECS clusters could not be listed (");
    }

    @Test
    void stopTimeoutThatMayNotBeReadIsSaid() {
        fleet.refuse("DescribeTaskDefinition");

        assertThat(run(readiness())).isZero();

        assertThat(out.toString())
                .contains("not looked at: STOP_TIMEOUT of services: " + FIT
                        + " (ECS does not describe the task definition)");
    }

    @Test
    void deregistrationDelayThatMayNotBeReadIsSaidWithTheRight() {
        fleet.refuse("DescribeTargetGroupAttributes");

        assertThat(run(readiness())).isZero();

        assertThat(out.toString())
                .contains("not looked at: DEREGISTRATION_DELAY of services: " + FIT
                        + " (AccessDenied: User: local is not authorized; allow"
                        + " elasticloadbalancing:DescribeTargetGroupAttributes)");
    }

    @Test
    void targetGroupOfSeveralServicesIsAskedAboutOnce() {
        ObjectNode first = on("first", 2, spotA, spotB);
        String shared = fleet.targetGroup(first, 300);
        on("second", 2, spotA, spotB).withArray("loadBalancers").addObject().put("targetGroupArn", shared);

        assertThat(run(readiness())).isOne();

        assertThat(out.toString())
                .contains("a target group lets go of a task after 300 s, and AWS leaves 120 s")
                .contains("not fit: 2");
        assertThat(fleet.calls()).containsEntry("DescribeTargetGroupAttributes", FIT + 1);
    }

    @Test
    void clusterThatCannotBeReadIsSaid() {
        properties.put("spot.clusters", "absent,blue");
        fleet.refuse("absent");

        assertThat(run(readiness())).isOne();

        assertThat(out.toString()).contains("NOT KNOWN: cluster absent could not be read (ClusterNotFoundException");
    }
}
