package org.spotalert.channels.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spotalert.channels.message.AlertMessage.InstanceFacts;
import org.spotalert.channels.message.AlertMessage.Link;
import org.spotalert.channels.message.AlertMessage.ServiceFacts;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.CriticalBelow;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Prospects;
import org.spotalert.model.ServiceStatus;

class DigestTest {

    private static final Alert ONE = Alerts.about(1, Alerts.warning().alert());
    private static final Alert TWO = Alerts.about(2, Alerts.warning().alert());

    private static AlertMessage message(Alert... alerts) {
        return Alerts.after(18).of(List.of(alerts));
    }

    private static Alert losing(int number, AffectedService... services) {
        return Alerts.about(number, Alerts.warning().services(services).alert());
    }

    private static AffectedService service(String name, int lost, int running, int minimumHealthyPercent) {
        return new AffectedService(
                name,
                "blue",
                lost,
                lost,
                new ServiceStatus(
                        10,
                        running,
                        0,
                        "arn:aws:ecs:x:1:task-definition/web:7",
                        true,
                        minimumHealthyPercent,
                        Map.of(),
                        CriticalBelow.DEFAULT,
                        Prospects.UNKNOWN));
    }

    @Test
    void headlineSaysWorstSeverityWhatBreaksAndHowManyInstancesWhereFromWhen() {
        AlertMessage message = message(
                Alerts.later(10, ONE),
                Alerts.about(2, Alerts.warning().tasks(Alerts.task()).alert()),
                Alerts.about(3, Alerts.unknown("ECS did not answer").alert()));

        assertThat(message.headline())
                .isEqualTo(
                        "CRITICAL orders 2 of 4 left, 1 standalone task, PARTIAL - reclaim of 3 Spot Instances in blue 08:17 UTC");
        assertThat(message.happened()).isEqualTo("AWS takes 3 Spot Instances back (terminate).");
        assertThat(message.time().secondsLeft()).isEqualTo(102);
        assertThat(message.daemonTasks()).isEqualTo(3);
    }

    @Test
    void headlineNamesTwoServicesAndThreeClustersAndCountsTheOthers() {
        assertThat(Alerts.after(18).of(Alerts.storm(60)).headline())
                .startsWith("CRITICAL catalogue ")
                .contains(", +33, ")
                .endsWith(" - reclaim of 60 Spot Instances in production, staging, batch and 2 more from 08:17 UTC");
    }

    @Test
    void lossesOfOneServiceOnSeveralInstancesAreSummed() {
        AlertMessage message =
                message(losing(1, service("orders", 2, 9, 60)), losing(2, service("orders", 2, 10, 60)), losing(3));

        ServiceFacts orders = message.services().get(0);
        assertThat(message.services()).hasSize(1);
        assertThat(orders.tasks()).isEqualTo(4);
        assertThat(orders.instances()).isEqualTo(2);
        assertThat(orders.running()).isEqualTo(9);
        assertThat(orders.figures()).isEqualTo("9 -> 5 running of 10, needs 6; loses 4 on 2 instances");
        assertThat(message.links()).extracting(Link::label).containsOnlyOnce("ECS service orders in blue");
    }

    @Test
    void serviceThatOnlyAllInstancesTogetherPutInDangerIsCritical() {
        Alert first = losing(1, service("orders", 3, 10, 60));
        Alert second = losing(2, service("orders", 3, 10, 60));
        assertThat(message(first).severity()).isEqualTo("warning");

        AlertMessage message = message(first, second);

        assertThat(message.severity()).isEqualTo("critical");
        assertThat(message.services().get(0).dropsBelowMinimum()).isTrue();
        assertThat(message.services().get(0).figures()).isEqualTo("10 -> 4 running, needs 6; loses 6 on 2 instances");
        assertThat(message.advice().get(0)).isEqualTo("Start with orders in blue.");
    }

    @Test
    void everyServiceInDangerAndEveryOneThatDropsIsNamed() {
        AffectedService[] services = IntStream.range(0, 12)
                .mapToObj(number -> service("s" + number, number < 4 ? 6 + number % 2 : 1, 10, 100))
                .toArray(AffectedService[]::new);

        assertThat(message(losing(1, services)).advice().get(0))
                .isEqualTo("Start with s1, s3, s0, s2. Below their minimum too: s10, s11, s4, s5, s6 and 3 more.");
    }

    @Test
    void tagThatIsNoShareIsSaidWhereTheServiceIs() {
        ServiceStatus status = new ServiceStatus(
                10,
                10,
                0,
                "web:7",
                true,
                100,
                Map.of("spot-alerts:critical-below", "a half"),
                CriticalBelow.DEFAULT,
                Prospects.UNKNOWN);

        assertThat(message(losing(1, new AffectedService("orders", "blue", 1, 1, status)))
                        .services()
                        .get(0)
                        .figures())
                .endsWith("; its tag spot-alerts:critical-below is no share such as 50%: ignored");
    }

    @Test
    void moreNamesThanAReaderBearsAreCounted() {
        AffectedService[] services = IntStream.range(0, 200)
                .mapToObj(number -> service("service-" + number, 7, 10, 0))
                .toArray(AffectedService[]::new);

        assertThat(message(losing(1, services)).advice().get(0))
                .isEqualTo("Start with service-0, service-1, service-10, service-100, service-101 and 195 more.");
    }

    @Test
    void sumThatLeavesTheMinimumIsNotCritical() {
        AlertMessage message =
                message(losing(1, service("orders", 2, 10, 60)), losing(2, service("orders", 2, 10, 60)));

        assertThat(message.severity()).isEqualTo("warning");
        assertThat(message.services().get(0).dropsBelowMinimum()).isFalse();
    }

    @Test
    void rebalanceRecommendationsMakeNoServiceCritical() {
        Alert likely = Alerts.about(
                1, Alerts.rebalance().services(service("orders", 3, 10, 60)).alert());

        assertThat(message(likely, Alerts.about(2, likely)).severity()).isEqualTo("info");
        assertThat(message(likely, losing(3, service("orders", 3, 10, 60))).severity())
                .isEqualTo("warning");
    }

    @Test
    void servicesAreWorstFirstOverAllInstances() {
        AlertMessage message = message(
                losing(1, service("many", 3, 10, 0), service("few", 1, 10, 0), Alerts.service("single", 1, 0)),
                losing(2, service("many", 2, 10, 0), service("below", 1, 10, 100)));

        assertThat(message.services()).extracting(ServiceFacts::name).containsExactly("single", "many", "below", "few");
    }

    @Test
    void clustersOfTheSameNameElsewhereAreOtherClusters() {
        AlertMessage message = message(ONE, Alerts.in("111122223333", "us-east-1", TWO));

        assertThat(message.services())
                .extracting(ServiceFacts::cluster)
                .containsExactly("blue, eu-west-1, 210987654321", "blue, us-east-1, 111122223333");
        assertThat(message.links())
                .extracting(Link::label)
                .containsExactly(
                        "ECS service orders in blue, eu-west-1, 210987654321",
                        "ECS cluster blue, eu-west-1, 210987654321",
                        "ECS cluster blue, us-east-1, 111122223333",
                        "ECS service orders in blue, us-east-1, 111122223333");
        assertThat(message.links())
                .extracting(Link::url)
                .contains("https://console.aws.amazon.com/ecs/v2/clusters/blue/infrastructure?region=us-east-1");
        assertThat(message.scope().regions().all()).containsExactly("eu-west-1", "us-east-1");
        assertThat(message.scope().accounts().all()).containsExactly("210987654321", "111122223333");
    }

    @Test
    void instancesAreWorstAndMostUrgentFirst() {
        AlertMessage message = message(
                Alerts.about(1, Alerts.rebalance().alert()),
                Alerts.later(-300, Alerts.about(2, ONE)),
                Alerts.later(5, Alerts.about(3, ONE)),
                Alerts.about(4, ONE),
                Alerts.later(
                        9, Alerts.about(5, Alerts.warning().tasks(Alerts.task()).alert())));

        assertThat(message.instances())
                .extracting(InstanceFacts::id)
                .containsExactly(Alerts.id(5), Alerts.id(4), Alerts.id(3), Alerts.id(2), Alerts.id(1));
    }

    @Test
    void recommendationAndWarningForOneInstanceAreOneInstance() {
        Alert recommended = Alerts.about(1, Alerts.rebalance().alert());

        AlertMessage message = message(recommended, ONE);

        assertThat(message.several()).isFalse();
        assertThat(message.headline()).isEqualTo(message(ONE).headline());
        assertThat(message.services().get(0).tasks()).isEqualTo(1);
        assertThat(message.thread()).isEqualTo(message(ONE).thread());
        assertThat(message.id()).isNotEqualTo(message(ONE).id());
        assertThat(message.scope().kinds().all()).containsExactly("rebalance_recommendation", "interruption_warning");
    }

    @Test
    void mixedDigestCountsWhatIsOnlyRecommendedAndWhatIsLate() {
        AlertMessage message = message(
                ONE,
                Alerts.about(2, Alerts.warning().action(InstanceAction.STOP).alert()),
                Alerts.later(-300, Alerts.about(3, ONE)),
                Alerts.about(4, Alerts.rebalance().alert()));

        assertThat(message.headline())
                .startsWith(
                        "CRITICAL orders down - reclaim of 4 Spot Instances (1 rebalance recommended, 1 LATE) in blue");
        assertThat(message.happened())
                .isEqualTo("AWS takes 3 Spot Instances back (2 terminate, 1 stop)."
                        + " AWS recommends a rebalance for 1 Spot Instance at a higher risk of interruption.");
    }

    @Test
    void digestOfLateAlertsBeginsWithLate() {
        AlertMessage message = Alerts.after(4000).of(List.of(ONE, Alerts.later(100, TWO)));

        assertThat(message.headline())
                .startsWith("LATE WARNING orders 2 of 4 left - reclaim of 2 Spot Instances in blue 08:19 UTC");
        assertThat(message.happened()).startsWith("AWS took 2 Spot Instances back");
    }

    @Test
    void digestHasTheSameIdsAtEveryAttempt() {
        List<Alert> alerts = Alerts.storm(20);
        AlertMessage first = Alerts.after(18).of(alerts);
        List<Alert> again = new ArrayList<>(alerts);
        Collections.reverse(again);
        again.replaceAll(alert -> alert.withRemark("Sent again."));

        AlertMessage second = Alerts.after(500).of(again);

        assertThat(first.thread()).startsWith("spot/digest/").isEqualTo(second.thread());
        assertThat(first.id()).startsWith(first.thread()).isEqualTo(second.id());
    }

    @Test
    void otherListsHaveOtherIds() {
        AlertMessage first = message(ONE, TWO);

        assertThat(first.thread())
                .isNotEqualTo(message(ONE, Alerts.about(3, ONE)).thread())
                .isNotEqualTo(message(ONE, Alerts.later(1, TWO)).thread())
                .isNotEqualTo(message(ONE).thread());
    }

    @Test
    void remarksAreSaidOnceAndNameInstancesWhenNotAboutAll() {
        String remark = "Sent here because google-chat failed: HTTP 404 Not Found.";

        assertThat(message(ONE.withRemark(remark), TWO.withRemark(remark)).remarks())
                .containsExactly(remark);
        assertThat(message(ONE, TWO.withRemark(remark)).remarks()).containsExactly(remark + " (" + Alerts.id(2) + ")");
    }

    @Test
    void whatCouldNotBeLookedUpIsSaidOnceWithItsInstances() {
        AlertMessage message = message(
                Alerts.about(1, Alerts.unknown("EC2 did not answer").alert()),
                Alerts.about(2, Alerts.unknown("ECS did not answer").alert()),
                Alerts.about(3, Alerts.unknown("EC2 did not answer").alert()));

        assertThat(message.partial())
                .extracting(
                        missing -> missing.reason() + ": " + missing.instances().first(2))
                .containsExactly(
                        "EC2 did not answer: " + Alerts.id(1) + ", " + Alerts.id(3),
                        "ECS did not answer: " + Alerts.id(2));
        assertThat(message.headline())
                .isEqualTo("WARNING impact unknown - reclaim of 3 Spot Instances, cluster unknown 08:17 UTC");
        assertThat(message.advice().get(0)).startsWith("Not everything could be looked up");
    }

    @Test
    void fewInstancesThatCouldNotBeLookedUpDoNotHideWhatIsKnown() {
        AlertMessage message = message(
                losing(1, service("search", 1, 10, 100)),
                Alerts.about(2, Alerts.warning().status("ACTIVE").alert()),
                Alerts.about(3, Alerts.unknown("EC2 did not answer").alert()));

        assertThat(message.advice().get(0)).isEqualTo("Below the minimum of running tasks: search in blue.");
        assertThat(message.advice().get(1)).startsWith("One instance is still ACTIVE: drain it now");
    }

    @Test
    void messageWithoutAlertIsRefused() {
        assertThatThrownBy(DigestTest::message).isInstanceOf(IllegalArgumentException.class);
    }
}
