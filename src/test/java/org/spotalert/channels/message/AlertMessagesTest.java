package org.spotalert.channels.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.channels.message.AlertMessage.Link;
import org.spotalert.channels.message.AlertMessage.PartialFacts;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.InstanceAction;

class AlertMessagesTest {

    @Test
    void headlineSaysWhatBreaksThenWhatHappensWhereAndWhen() {
        assertThat(Alerts.warning().message().headline())
                .isEqualTo("WARNING orders 3 of 4 left - Spot reclaim in blue 08:17 UTC");
    }

    @Test
    void timesAreUtc() {
        Timing time = Alerts.warning().message().time();

        assertThat(time.noticedAt()).isEqualTo("2026-11-20 08:15:42 UTC");
        assertThat(time.reclaimAt()).isEqualTo("2026-11-20 08:17:42 UTC");
        assertThat(time.secondsLeft()).isEqualTo(102);
        assertThat(time.late()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "120, false, 0 s left",
        "121, true, reclaim time passed 1 s ago",
        "133, true, reclaim time passed 13 s ago"
    })
    void alertIsLateOnceTheReclaimTimeHasPassed(long seconds, boolean late, String text) {
        AlertMessage message = Alerts.after(seconds).of(List.of(Alerts.warning().alert()));

        assertThat(message.time().late()).isEqualTo(late);
        assertThat(message.time().text()).isEqualTo(text);
        assertThat(message.headline()).startsWith(late ? "LATE WARNING orders" : "WARNING orders");
    }

    @ParameterizedTest
    @CsvSource({
        "-30, TERMINATE, 120 s left",
        "-3600, STOP, 120 s left",
        "-30, HIBERNATE, 0 s left",
        "0, STOP, 120 s left"
    })
    void nobodyHasMoreTimeThanAwsGivesHoweverClocksDiffer(long seconds, InstanceAction action, String text) {
        Timing time = Alerts.after(seconds)
                .of(List.of(Alerts.warning().action(action).alert()))
                .time();

        assertThat(time.text()).isEqualTo(text);
        assertThat(time.secondsLeft()).isLessThanOrEqualTo(120);
        assertThat(time.late()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"120, INFO, in blue", "121, LATE INFO, of 08:15 UTC", "12000, LATE INFO, of 08:15 UTC"})
    void rebalanceRecommendationIsLateAfterTwoMinutes(long seconds, String opening, String end) {
        AlertMessage message =
                Alerts.after(seconds).of(List.of(Alerts.rebalance().alert()));

        assertThat(message.headline())
                .startsWith(opening + " orders would keep 3 of 4 - Spot rebalance recommendation in blue")
                .endsWith(end);
        assertThat(message.time().late()).isEqualTo(seconds > 120);
    }

    @Test
    void oldRecommendationAdvisesToCheckTheInstance() {
        AlertMessage message =
                Alerts.after(12_000).of(List.of(Alerts.rebalance().alert()));

        assertThat(message.advice().get(0)).contains("old");
        assertThat(message.time().text()).isEqualTo("recommended 3 h 20 min ago");
    }

    @Test
    void remarksAreOneCleanLineEach() {
        Alert alert = Alerts.warning().alert().withRemark("Sent here because chat failed:\r\nHTTP 404.");

        assertThat(Alerts.after(18).of(List.of(alert)).remarks())
                .containsExactly("Sent here because chat failed: HTTP 404.");
    }

    @Test
    void lateAlertAdvisesToCheckTheRecovery() {
        AlertMessage message = Alerts.after(133).of(List.of(Alerts.warning().alert()));

        assertThat(message.advice().get(0)).contains("services have recovered");
        assertThat(message.happened()).contains("took");
    }

    @Test
    void hibernationLeavesNoTime() {
        AlertMessage message = Alerts.warning().action(InstanceAction.HIBERNATE).message();

        assertThat(message.headline()).contains("Spot hibernation in blue 08:15 UTC");
        assertThat(message.advice().get(0)).contains("no time");
    }

    @Test
    void rebalanceRecommendationHasNoDeadline() {
        AlertMessage message = Alerts.rebalance().message();

        assertThat(message.scope().kinds().all()).containsExactly("rebalance_recommendation");
        assertThat(message.severity()).isEqualTo("info");
        assertThat(message.time().announced()).isFalse();
        assertThat(message.time().late()).isFalse();
        assertThat(message.headline())
                .isEqualTo("INFO orders would keep 3 of 4 - Spot rebalance recommendation in blue");
        assertThat(message.advice().get(0)).contains("no deadline");
    }

    @Test
    void everythingUnknownReadsUnknown() {
        AlertMessage message = Alerts.unknown("ECS did not answer in time").message();

        assertThat(message.partial()).extracting(PartialFacts::reason).containsExactly("ECS did not answer in time");
        assertThat(message.headline()).isEqualTo("WARNING impact unknown - Spot reclaim, cluster unknown 08:17 UTC");
        assertThat(message.thread()).isEqualTo("spot/unknown/eu-west-1/" + Alerts.ID);
        assertThat(message.instances().get(0).type()).isEqualTo("unknown");
        assertThat(message.instances().get(0).status()).isEqualTo("unknown");
        assertThat(message.instances().get(0).age()).isEqualTo("unknown");
        assertThat(message.advice().get(0)).contains("console links");
    }

    @ParameterizedTest
    @CsvSource({
        "DETAIL, WARNING orders 3 of 4 left - more detail",
        "RECOVERED, RECOVERED orders",
        "NOT_RECOVERED, NOT RECOVERED orders"
    })
    void kindNamesTheLaterAlerts(AlertKind kind, String opening) {
        AlertMessage message = Alerts.after(300).of(List.of(Alerts.warning().alert(kind)));

        assertThat(message.scope().kinds().all()).containsExactly(kind.toString());
        assertThat(message.headline()).startsWith(opening);
    }

    @Test
    void advisesByRuleTheMostUrgentFirst() {
        assertThat(Alerts.warning()
                        .services(Alerts.service("orders", 4, 100))
                        .message()
                        .advice())
                .first()
                .asString()
                .isEqualTo("Below the minimum of running tasks: orders.");
        assertThat(Alerts.warning()
                        .services(Alerts.service("orders", 1, 0))
                        .message()
                        .advice())
                .first()
                .asString()
                .isEqualTo("Start with orders.");
        assertThat(Alerts.warning().status("ACTIVE").message().advice())
                .first()
                .asString()
                .contains("ECS_ENABLE_SPOT_INSTANCE_DRAINING");
        assertThat(Alerts.warning().tasks(Alerts.task()).message().advice())
                .first()
                .asString()
                .contains("standalone");
        assertThat(Alerts.warning().message().advice()).first().asString().contains("room for the replacements");
    }

    @Test
    void neverAdvisesMoreThanTwoThings() {
        AlertMessage message = Alerts.rebalance()
                .services(Alerts.service("orders", 1, 100))
                .tasks(Alerts.task())
                .partial("x")
                .message();

        assertThat(message.advice()).hasSize(2);
    }

    @Test
    void servicesWithoutFiguresSaySo() {
        AlertMessage message =
                Alerts.warning().services(Alerts.unknownFigures("orders")).message();

        assertThat(message.services().get(0).figures()).isEqualTo("loses 2 tasks; figures unknown");
    }

    @Test
    void hostileTextBecomesOneHarmlessLine() {
        AlertMessage message = Alerts.warning()
                .name("a\r\nBcc: x\u0000\u202Egnp.exe\u2066 \uD83D\uDE80 \uD800")
                .message();

        assertThat(message.instances().get(0).name()).isEqualTo("a Bcc: x gnp.exe \uD83D\uDE80 \uFFFD");
    }

    @Test
    void hugeNamesAreCutAndHaveNoLink() {
        AlertMessage message = Alerts.warning().services(1, "x".repeat(65_536)).message();

        assertThat(message.services().get(0).name()).hasSize(256).endsWith("…");
        assertThat(message.links())
                .extracting(Link::label)
                .containsExactly("EC2 instance " + Alerts.ID, "ECS cluster blue");
    }

    @ParameterizedTest
    @CsvSource({
        "eu-west-1, console.aws.amazon.com",
        "cn-north-1, console.amazonaws.cn",
        "us-gov-west-1, console.amazonaws-us-gov.com",
        "eusc-de-east-1, eusc-de-east-1.console.amazonaws-eusc.eu",
        "us-iso-east-1, console.c2shome.ic.gov",
        "us-isob-east-1, console.sc2shome.sgov.gov",
        "eu-isoe-west-1, console.csphome.adc-e.uk",
        "us-isof-south-1, console.csphome.hci.ic.gov"
    })
    void linksLeadToTheConsoleOfThePartition(String region, String host) {
        Alert there = Alerts.in(
                "210987654321", region, Alerts.warning().services(1, "a b/c?d").alert());

        assertThat(Alerts.after(18).of(List.of(there)).links())
                .extracting(Link::url)
                .containsExactly(
                        "https://" + host + "/ecs/v2/clusters/blue/services/a%20b%2Fc%3Fd-0/health?region=" + region,
                        "https://" + host + "/ec2/home?region=" + region + "#InstanceDetails:instanceId=" + Alerts.ID,
                        "https://" + host + "/ecs/v2/clusters/blue/infrastructure?region=" + region);
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-11-20 08:17:42 UTC",
        "Etc/UTC, 2026-11-20 08:17:42 UTC",
        "Europe/Berlin, 2026-11-20 08:17:42 UTC (09:17:42 Europe/Berlin)",
        "Pacific/Auckland, 2026-11-20 08:17:42 UTC (21:17:42 Pacific/Auckland)",
        "America/Los_Angeles, 2026-11-20 08:17:42 UTC (00:17:42 America/Los_Angeles)",
        "Pacific/Honolulu, 2026-11-20 08:17:42 UTC (2026-11-19 22:17:42 Pacific/Honolulu)"
    })
    void timesAreSentInTheReadersZoneBesideUtc(String zone, String reason) {
        AlertMessages messages = new AlertMessages(Alerts.clock(18).withZone(ZoneId.of(zone)));

        assertThat(messages.of(List.of(Alerts.warning().alert())).time().reclaimAt())
                .isEqualTo(reason);
    }
}
