package org.spotalert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.local.LocalFleet.Host;

/** What the command what-if prints. */
class WhatIfTextTest extends BesideRun {

    private Host taken;
    private Host other;

    @BeforeEach
    void twoInstances() {
        taken = fleet.host("blue", "m5.large", "eu-west-1b", true);
        other = fleet.host("blue", "m5.large", "eu-west-1a", true);
        ObjectNode checkout = fleet.service("blue", "checkout", 3, 60);
        checkout.withArray("tags").addObject().put("key", "team").put("value", "payments");
        fleet.tasks(taken, "service:checkout", 2);
        fleet.tasks(other, "service:checkout", 1);
        conditions.put("pager", "severity=critical");
    }

    private int whatIf(String... arguments) {
        return run(
                new WhatIf(
                        this::settings,
                        (interruptions, asOf) -> {
                            throw new AssertionError("only for --instance");
                        },
                        this::channels),
                arguments);
    }

    private List<String> lines() {
        return out.toString().lines().map(line -> line.replaceAll(" {2,}", " ")).toList();
    }

    @Test
    void reportSaysWhatIsLostWhetherThereIsRoomAndWhoIsNotified() {
        assertThat(whatIf("--zone", "eu-west-1b")).as(err.toString()).isZero();

        assertThat(lines())
                .contains(
                        "blue/checkout 2 1 of 3 3 yes payments",
                        "blue yes 1 other instances have room for the lost tasks: 2",
                        "SEVERITY critical",
                        "pager yes severity=critical",
                        "sns yes none: every alert")
                .anyMatch(
                        line -> line.startsWith(taken.id() + " m5.large eu-west-1b blue SEND by TASKS_LOST critical "))
                .noneMatch(line -> line.contains(other.id()));
    }

    @Test
    void roomThatIsMissingIsSaid() {
        fleet.record(other).remove("remainingResources");

        whatIf("--zone", "eu-west-1b");

        assertThat(lines())
                .contains("blue no no other instance has room for a task of checkout (256 CPU units, 512 MiB)");
    }

    @Test
    void silenceOfSettingsCounts() {
        properties.put("spot.critical-services", "search");

        assertThat(whatIf("--cluster", "blue")).isZero();

        assertThat(out.toString()).contains("SUPPRESS by NOT_CRITICAL").doesNotContain("\nSEVERITY ", "\nCHANNEL ");
    }

    @Test
    void poolWithoutSpotCapacityIsSaid() {
        assertThat(whatIf("--type", "p5.48xlarge")).isZero();

        assertThat(lines()).contains("There is no Spot capacity to be taken.");
    }

    @Test
    void clusterThatIsNotThereIsSaid() {
        fleet.refuse("absent");

        assertThat(whatIf("--cluster", "absent")).isOne();

        assertThat(out.toString()).contains("NOT KNOWN: cluster absent could not be read (ClusterNotFoundException");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Missing required argument",
                "--instance i-0a1b2c3d4e5f60718 --zone eu-west-1b | are mutually exclusive",
                "--instance web-7 | \"web-7\" is no instance's id, such as i-0a1b2c3d4e5f60718",
            })
    void commandLineThatIsWrongIsSaid(String arguments, String expected) {
        assertThat(whatIf(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);

        assertThat(err.toString()).contains(expected);
    }
}
