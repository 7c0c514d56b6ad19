package org.spotalert.pipeline.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spotalert.pipeline.recovery.Groups.BEGUN;
import static org.spotalert.pipeline.recovery.Groups.some;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification;
import org.spotalert.model.RecoveryState;
import org.spotalert.model.RecoveryState.Chain;
import org.spotalert.pipeline.intake.RecoveryCheck;
import org.spotalert.pipeline.notify.Delivery;
import org.spotalert.pipeline.notify.DeliveryReport;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog.Partition;
import org.spotalert.pipeline.store.IncidentLog.Change;
import org.spotalert.pipeline.store.TestStore;

/** For which incidents checks begin, and how often. */
class RecoveryStartTest {

    private static final Alert ONE =
            Alerts.about(1, Alerts.warning().services(service()).alert());
    private static final Alert TWO = Alerts.about(2, ONE);
    private static final String KEY = Incident.key(ONE.impact().interruption());
    private static final String OTHER = Incident.key(TWO.impact().interruption());

    private final TestStore store = TestStore.inMemory();
    private final RecoveryStart start = start(true);

    private static AffectedService service() {
        return new AffectedService("checkout", "blue", 1, 1, null);
    }

    private RecoveryStart start(boolean on) {
        return new RecoveryStart(
                new RecoverySettings(on, Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofMinutes(1)),
                store.incidents(),
                alerts -> "spot/digest/" + alerts.size(),
                Clock.fixed(BEGUN, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Delivery delivery(Partition partition, @Nullable Failure failure, @Nullable Delivery fallback) {
        Delivery.Result result = failure == null
                ? new Delivery.Result.Sent()
                : fallback == null
                        ? new Delivery.Result.Failed(failure)
                        : new Delivery.Result.SentByFallback(failure, fallback);
        return new Delivery("chat", "direct:chat", null, List.of(), partition, result);
    }

    private static Delivery sent(Alert... alerts) {
        return delivery(Partition.of(List.of(alerts)), null, null);
    }

    private static Delivery sentBefore(Alert... alerts) {
        return delivery(new Partition(List.of(), List.of(alerts), List.of()), null, null);
    }

    private static Delivery failed(@Nullable Delivery fallback, Alert... alerts) {
        return delivery(Partition.of(List.of(alerts)), new Failure(FailureReason.REFUSED, "refused"), fallback);
    }

    /** The keys of the checks that begin when these alerts were decided and delivered so. */
    private List<String> begin(List<Alert> alerts, Delivery... deliveries) {
        store.incidents().decided(alerts);
        return start.begin(new DeliveryReport(alerts, List.of(deliveries))).stream()
                .map(RecoveryCheck::incident)
                .toList();
    }

    private RecoveryState state(String key) {
        return some(some(store.incidents().find(List.of(key)).get(key)).recovery());
    }

    private void over(String leader) {
        store.incidents().update(List.of(RecoverySteps.chain(leader, BEGUN, chain -> chain.scheduled(null))));
    }

    @Test
    void checksBeginOnceAChannelHasTheWarning() {
        assertThat(begin(List.of(ONE), failed(null, ONE))).isEmpty();
        assertThat(begin(List.of(ONE), sent(ONE))).containsExactly(KEY);
        assertThat(begin(List.of(ONE), sentBefore(ONE))).isEmpty();

        Chain chain = some(state(KEY).chain());
        assertThat(chain.members()).containsExactly(KEY);
        assertThat(chain.deadline()).isEqualTo(BEGUN.plusSeconds(600));
        // The last beat of five seconds within the interval.
        assertThat(chain.nextCheck()).isEqualTo(BEGUN.plusSeconds(13));
    }

    @Test
    void checksBeginWhenTheWarningComesBackAfterACrash() {
        assertThat(begin(List.of(ONE), sentBefore(ONE))).containsExactly(KEY);
    }

    @Test
    void fallbackCounts() {
        assertThat(begin(List.of(ONE), failed(sent(ONE), ONE))).containsExactly(KEY);
    }

    @Test
    void incidentsThatAreAnnouncedTogetherHaveOneChain() {
        assertThat(begin(List.of(ONE, TWO, TWO), sent(ONE, TWO, TWO))).containsExactly(KEY);

        assertThat(some(state(KEY).chain()).members()).containsExactly(KEY, OTHER);
        assertThat(state(OTHER).leader()).isEqualTo(KEY);
        assertThat(state(OTHER).chain()).isNull();
    }

    @Test
    void channelThatHasTheWarningBeforeTheEndNeedsNoMoreChecks() {
        begin(List.of(ONE), sent(ONE));
        has("chat", AlertKind.WARNING);

        assertThat(begin(List.of(ONE), sent(ONE))).isEmpty();
    }

    @Test
    void channelThatHasTheWarningAfterTheEndMakesTheChecksBeginAgain() {
        begin(List.of(ONE), sent(ONE));
        has("chat", AlertKind.WARNING);
        has("chat", AlertKind.RECOVERED);
        over(KEY);
        assertThat(begin(List.of(ONE), sentBefore(ONE))).isEmpty();

        // However it has come to have it: at once, or while its batch no longer waited for it.
        has("slow", AlertKind.WARNING);
        assertThat(begin(List.of(ONE), sentBefore(ONE))).containsExactly(KEY);
    }

    private void has(String channel, AlertKind kind) {
        Notification notification =
                new Notification(channel, kind, Notification.Outcome.SENT, BEGUN, 1L, "thread", null, null);
        store.incidents().add(List.of(new Change(KEY, null, row -> row.notified(notification, BEGUN))));
    }

    @Test
    void incidentThatIsAnnouncedWithAKnownOneJoinsItsGroup() {
        begin(List.of(ONE), sent(ONE));
        over(KEY);

        assertThat(begin(List.of(TWO, ONE), sent(TWO), sentBefore(ONE))).containsExactly(KEY);
        assertThat(some(state(KEY).chain()).members()).containsExactly(KEY, OTHER);
    }

    @Test
    @SuppressWarnings("try") // The store is lost on purpose.
    void whileTheStoreFailsTheCheckIsScheduledAndItsStateWaits() {
        store.incidents().decided(List.of(ONE));
        try (TestStore lost = TestStore.inMemory()) {
            lost.close();
            RecoveryStart without = new RecoveryStart(
                    new RecoverySettings(true, Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofMinutes(1)),
                    lost.incidents(),
                    alerts -> "thread",
                    Clock.fixed(BEGUN, ZoneOffset.UTC));
            assertThat(without.begin(new DeliveryReport(List.of(ONE), List.of(sent(ONE)))))
                    .extracting(RecoveryCheck::incident)
                    .containsExactly(KEY);
        }
    }

    @Test
    void standaloneTasksAreCheckedWithServicesOnly() {
        Alert alone = Alerts.about(
                3,
                Alerts.warning()
                        .services(new AffectedService[0])
                        .tasks(Alerts.task())
                        .alert());

        assertThat(begin(List.of(alone), sent(alone))).isEmpty();
        assertThat(begin(List.of(ONE, alone), sent(ONE, alone))).containsExactly(KEY);
        assertThat(some(state(KEY).chain()).members()).hasSize(2);
    }

    @Test
    void nothingBeginsWhenRecoveryIsOff() {
        assertThat(start(false).begin(new DeliveryReport(List.of(ONE), List.of(sent(ONE)))))
                .isEmpty();
    }
}
