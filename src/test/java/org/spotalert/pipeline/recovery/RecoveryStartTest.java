package org.spotalert.pipeline.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.channels.message.Alerts;
import org.spotalert.fleet.RecoveryLookup;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.pipeline.intake.FollowUp.FollowedInstance;
import org.spotalert.pipeline.notify.Delivery;
import org.spotalert.pipeline.notify.DeliveryReport;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog.Partition;
import org.spotalert.pipeline.recovery.RecoveryStart.Beginning;
import org.spotalert.platform.aws.AwsClients;

/** For which channels a follow-up begins, and in which threads it will tell how it ended. */
class RecoveryStartTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:15:44Z");
    private static final Alert ONE =
            Alerts.about(1, Alerts.warning().services(service()).alert());
    private static final Alert TWO = Alerts.about(2, ONE);

    private final AwsClients clients = new AwsClients("eu-west-1", null);
    private final Store store = new Store();
    private final RecoveryStart start = start(true);

    private static AffectedService service() {
        return new AffectedService("checkout", "blue", 1, 1, null);
    }

    private RecoveryStart start(boolean on) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        Duration patience = Duration.ofSeconds(5);
        RecoveryChecks followUps = new RecoveryChecks(
                new RecoverySettings(on, Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofMinutes(1)),
                50,
                new RecoveryLookup(clients.credentials(), clients.lookups(patience, 50), patience, clock),
                clock);
        return new RecoveryStart(on, followUps, store.claims(), RecoveryStartTest::thread);
    }

    /** A thread named by the instances of its message. */
    private static String thread(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> alert.impact().interruption().resourceId())
                .collect(Collectors.joining("+"));
    }

    @BeforeEach
    void open() {
        store.open();
    }

    @AfterEach
    void close() {
        store.close();
        clients.close();
    }

    private static Delivery delivery(
            String channel, Partition partition, @Nullable String failure, @Nullable Delivery standIn, Alert... unwanted) {
        return new Delivery(
                channel,
                "direct:" + channel,
                null,
                List.of(unwanted),
                partition,
                1,
                failure == null ? null : new Failure(FailureReason.REFUSED, failure),
                standIn);
    }

    private static Delivery sent(String channel, Alert... alerts) {
        return delivery(channel, Partition.of(List.of(alerts)), null, null);
    }

    private static Delivery sentBefore(String channel, Alert... alerts) {
        return delivery(channel, new Partition(List.of(), List.of(alerts), List.of()), null, null);
    }

    private static Delivery failed(String channel, Alert... alerts) {
        return delivery(channel, Partition.of(List.of(alerts)), "refused", null);
    }

    private static Delivery notWanted(String channel, Alert... alerts) {
        return delivery(channel, Partition.of(List.of()), null, null, alerts);
    }

    private Beginning begin(List<Alert> alerts, Delivery... deliveries) {
        return start.begin(alerts, new DeliveryReport(List.of(deliveries)));
    }

    private List<FollowedInstance> begun(List<Alert> alerts, Delivery... deliveries) {
        Beginning beginning = begin(alerts, deliveries);
        start.begun(beginning);
        return beginning.followUps().stream()
                .flatMap(followUp -> followUp.instances().stream())
                .toList();
    }

    private static FollowedInstance only(List<FollowedInstance> instances) {
        assertThat(instances).hasSize(1);
        return instances.get(0);
    }

    @Test
    void channelIsFollowedOnceItHasTheWarningAndNotBefore() {
        List<Alert> alerts = List.of(ONE);
        FollowedInstance first = only(begun(alerts, sent("sns", ONE), failed("chat", ONE), notWanted("mail", ONE)));
        assertThat(first.threads()).containsOnlyKeys("sns");
        assertThat(first.elsewhere()).containsExactly("chat");

        assertThat(begun(alerts, sentBefore("sns", ONE), failed("chat", ONE), notWanted("mail", ONE)))
                .isEmpty();

        FollowedInstance later = only(begun(alerts, sentBefore("sns", ONE), sent("chat", ONE), notWanted("mail", ONE)));
        assertThat(later.threads()).containsOnlyKeys("chat");
        assertThat(later.elsewhere()).containsExactlyInAnyOrder("sns", "mail");

        assertThat(begun(alerts, sentBefore("sns", ONE), sentBefore("chat", ONE)))
                .isEmpty();
    }

    @Test
    void whatSomebodyElseIsSendingIsFollowedByThem() {
        Delivery elsewhere = delivery("chat", new Partition(List.of(), List.of(), List.of(ONE)), null, null);

        FollowedInstance first = only(begun(List.of(ONE), sent("sns", ONE), elsewhere));

        assertThat(first.threads()).containsOnlyKeys("sns");
        assertThat(first.elsewhere()).containsExactly("chat");
    }

    @Test
    void fallbackCountsForBoth() {
        Delivery instead = delivery("chat", Partition.of(List.of(ONE)), "refused", sent("email", ONE));

        FollowedInstance first = only(begun(List.of(ONE), instead));

        assertThat(first.threads()).containsOnlyKeys("email");
        assertThat(first.elsewhere()).isEmpty();
        // A copy of the event: chat counts as having the alert.
        assertThat(begun(List.of(ONE), sentBefore("chat", ONE))).isEmpty();
    }

    @Test
    void fallbackThatFailedAsWellIsNotFollowed() {
        Delivery nobody = failed("chat", ONE);

        assertThat(begun(List.of(ONE), nobody)).isEmpty();
    }

    @Test
    void threadIsThatOfTheChannelsOwnMessage() {
        List<FollowedInstance> instances =
                begun(List.of(ONE, TWO), sent("all", ONE, TWO), sent("one", ONE), sentBefore("late", TWO));
        String both = thread(List.of(ONE, TWO));

        assertThat(instances)
                .extracting(FollowedInstance::threads)
                .containsExactly(
                        Map.of("all", both, "one", thread(List.of(ONE))),
                        Map.of("all", both, "late", thread(List.of(TWO))));
    }

    @Test
    void copyOfTheSameEventInTheBatchIsOneInstance() {
        assertThat(begun(List.of(ONE, ONE), sent("sns", ONE, ONE))).hasSize(1);
    }

    @Test
    void reminderThatCannotBeSentIsTriedAgainWhenTheWarningComesBack() {
        Beginning beginning = begin(List.of(ONE), sent("sns", ONE), failed("chat", ONE));
        start.notBegun(beginning, new IllegalStateException("no queue"));

        FollowedInstance again = only(begun(List.of(ONE), sentBefore("sns", ONE), failed("chat", ONE)));

        assertThat(again.threads()).containsOnlyKeys("sns");
        assertThat(again.elsewhere()).containsExactly("chat");
    }

    @Test
    void withoutTheStoreWhatIsToldIsFollowed() {
        store.close();

        assertThat(only(begun(List.of(ONE), sent("sns", ONE), failed("chat", ONE)))
                        .threads())
                .containsOnlyKeys("sns");
    }

    @Test
    void standaloneTasksAreFollowedWithServicesOnly() {
        Alert alone = Alerts.about(
                3,
                Alerts.warning()
                        .services(new AffectedService[0])
                        .tasks(Alerts.task())
                        .alert());

        assertThat(begun(List.of(alone), sent("sns", alone))).isEmpty();
        assertThat(begun(List.of(ONE, alone), sent("sns", ONE, alone))).hasSize(2);
    }

    @Test
    void nothingIsFollowedWhenThatIsOff() {
        assertThat(start(false)
                        .begin(List.of(ONE), new DeliveryReport(List.of(sent("sns", ONE))))
                        .followUps())
                .isEmpty();
    }
}
