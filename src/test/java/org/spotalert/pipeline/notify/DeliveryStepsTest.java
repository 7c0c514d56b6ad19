package org.spotalert.pipeline.notify;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spotalert.model.Alert;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification;
import org.spotalert.pipeline.notify.Delivery.AlertOutcome;
import org.spotalert.pipeline.notify.Delivery.Outcome;
import org.spotalert.pipeline.notify.deliveries.NotificationRecord;
import org.spotalert.pipeline.store.TestStore;

/** Who has which alert after each step, as two processes see it that share the store. */
class DeliveryStepsTest {

    private static final Alert ALERT = Sent.alert();

    private final TestStore store = TestStore.inMemory();
    private final DeliverySteps steps = steps();
    private final DeliverySteps elsewhere = steps();

    private DeliverySteps steps() {
        NotificationRecord notifications =
                new NotificationRecord(store.incidents(), alerts -> "thread", Clock.systemUTC());
        return new DeliverySteps(
                store.deliveries(),
                notifications,
                DeliveryStepsTest::refused,
                new AlertMetrics(
                        false, new DeliveryMeters(SimpleMeterRegistry::new, Clock.systemUTC()), Clock.systemUTC()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Failure refused(Exception failure) {
        return new Failure(FailureReason.REFUSED, String.valueOf(failure.getMessage()));
    }

    private static Delivery to(String channel, Alert... alerts) {
        return Delivery.of(channel, "direct:" + channel, "email", List.of(alerts));
    }

    private static List<Outcome> outcomes(Delivery delivery) {
        return delivery.alertOutcomes().map(AlertOutcome::outcome).toList();
    }

    @Test
    void whatSomebodyElseIsSendingIsNotSentAndNotDoneEither() {
        steps.acquire(to("sns", ALERT));

        Delivery other = elsewhere.acquire(to("sns", ALERT));

        assertThat(other.anythingToSend()).isFalse();
        assertThat(other.complete()).isFalse();
        assertThat(outcomes(other)).containsExactly(Outcome.IN_FLIGHT);
    }

    @Test
    void whatWasSentIsSentToNobodyAgain() {
        Delivery sent = steps.sent(steps.acquire(to("sns", ALERT)));

        Delivery again = elsewhere.acquire(to("sns", ALERT));

        assertThat(sent.result()).isInstanceOf(Delivery.Result.Sent.class);
        assertThat(outcomes(sent)).containsExactly(Outcome.SENT);
        assertThat(again.anythingToSend()).isFalse();
        assertThat(again.complete()).isTrue();
        assertThat(outcomes(again)).containsExactly(Outcome.ALREADY_SENT);
        assertThat(steps.acquire(to("chat", ALERT)).anythingToSend())
                .as("another channel does not have it")
                .isTrue();
    }

    @Test
    void onlyWhatTheChannelLacksIsSent() {
        Alert other = Sent.alert("i-0123456789abcdef0");
        steps.sent(steps.acquire(to("sns", ALERT)));

        Delivery both = steps.acquire(to("sns", ALERT, other));

        assertThat(both.alerts()).containsExactly(other);
        assertThat(outcomes(steps.sent(both))).containsExactlyInAnyOrder(Outcome.SENT, Outcome.ALREADY_SENT);
        assertThat(steps.sent(both).complete()).isTrue();
    }

    @Test
    void whatFailedMayBeTriedByAnybodyAtOnce() {
        Delivery failed = steps.failed(steps.acquire(to("sns", ALERT)), new IllegalStateException("HTTP 503"));

        assertThat(failed.result()).isInstanceOf(Delivery.Result.Failed.class);
        assertThat(failed.needsFallback()).isTrue();
        assertThat(failed.alertOutcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.text()).isEqualTo("sns: HTTP 503"));
        assertThat(elsewhere.acquire(to("sns", ALERT)).anythingToSend()).isTrue();
    }

    @Test
    void channelCountsAsNotifiedWhenItsFallbackWas() {
        Delivery failed = steps.failed(steps.acquire(to("sns", ALERT)), new IllegalStateException("HTTP 503"));
        Delivery fallback = steps.sent(steps.acquire(to("email", ALERT)));

        Delivery merged = steps.merge(failed, fallback);

        assertThat(outcomes(merged)).containsExactly(Outcome.SENT_BY_FALLBACK);
        assertThat(elsewhere.acquire(to("sns", ALERT)).anythingToSend()).isFalse();
    }

    @Test
    void channelLacksTheAlertWhenItsFallbackFailsToo() {
        Delivery failed = steps.failed(steps.acquire(to("sns", ALERT)), new IllegalStateException("HTTP 503"));
        Delivery fallback = steps.failed(steps.acquire(to("email", ALERT)), new IllegalStateException("SMTP 550"));

        Delivery merged = steps.merge(failed, fallback);

        assertThat(merged.failure()).extracting(Failure::text).isEqualTo("HTTP 503; its fallback email: SMTP 550");
        assertThat(outcomes(merged)).containsExactly(Outcome.MISSING);
        assertThat(elsewhere.acquire(to("sns", ALERT)).anythingToSend()).isTrue();
    }

    @Test
    void channelLacksTheAlertWhileSomebodyElseNotifiesItsFallback() {
        Delivery failed = steps.failed(steps.acquire(to("sns", ALERT)), new IllegalStateException("HTTP 503"));
        elsewhere.acquire(to("email", ALERT));

        Delivery merged = steps.merge(failed, steps.acquire(to("email", ALERT)));

        assertThat(merged.failure())
                .extracting(Failure::text)
                .isEqualTo("HTTP 503; its fallback email: somebody else is just sending to it");
        assertThat(elsewhere.acquire(to("sns", ALERT)).anythingToSend()).isTrue();
    }

    @Test
    void whatThisProcessHasSentIsLeftOutWhileTheStoreFails() {
        Alert early = Sent.alert("i-0123456789abcdef0");
        Alert late = Sent.alert("i-0123456789abcdef1");
        steps.sent(steps.acquire(to("sns", early)));
        store.close();
        Delivery first = steps.acquire(to("sns", early, late));
        steps.sent(first);
        Delivery again = steps.acquire(to("sns", early, late));

        assertThat(first.alerts()).as("sent before the store failed").containsExactly(late);
        assertThat(again.anythingToSend()).as("sent without a lease").isFalse();
        assertThat(again.complete()).isTrue();
        assertThat(outcomes(again)).containsExactly(Outcome.ALREADY_SENT, Outcome.ALREADY_SENT);
        assertThat(steps.acquire(to("chat", early, late)).alerts()).containsExactly(early, late);
    }

    @Test
    void whatFailedWhileTheStoreFailsIsSentAgain() {
        store.close();
        Delivery failed = steps.failed(steps.acquire(to("sns", ALERT)), new IllegalStateException("HTTP 503"));

        assertThat(failed.complete()).isFalse();
        assertThat(steps.acquire(to("sns", ALERT)).alerts()).containsExactly(ALERT);
    }

    @Test
    void storeIsNotAskedWhenThereIsNothingToSend() {
        store.close();

        assertThat(steps.acquire(to("sns")).complete()).isTrue();
    }

    @Test
    void incidentSaysHowEachChannelFared() {
        Delivery failed = steps.failed(steps.acquire(to("sns", ALERT)), new IllegalStateException("HTTP 503"));
        steps.merge(failed, steps.sent(steps.acquire(to("email", ALERT))));
        steps.failed(steps.acquire(to("chat", ALERT)), new IllegalStateException("HTTP 403"));
        store.incidents().write();

        String key = Incident.key(ALERT.impact().interruption());
        assertThat(requireNonNull(store.incidents().find(List.of(key)).get(key)).notifications())
                .extracting(Notification::channel, Notification::outcome, Notification::sentBy, Notification::thread)
                .containsExactlyInAnyOrder(
                        tuple("email", Notification.Outcome.SENT, null, "thread"),
                        tuple("sns", Notification.Outcome.SENT, "email", null),
                        tuple("chat", Notification.Outcome.FAILED, null, null));
    }
}
