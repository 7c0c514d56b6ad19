package org.spotalert.pipeline.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.model.Alert;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.pipeline.notify.Delivery.Fate;
import org.spotalert.pipeline.notify.Delivery.Outcome;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog;
import org.spotalert.pipeline.notify.deliveries.LeaseOwner;
import org.spotalert.pipeline.notify.deliveries.LeaseRenewal;
import org.spotalert.platform.store.StoreDatabase;
import org.spotalert.platform.store.StoreSettings;

/** Who has which alert after each step, as two processes see it that share the claims. */
class DeliveryStepsTest {

    private static final Alert ALERT = Sent.alert();

    private final StoreSettings settings =
            new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID(), null, null, Duration.ofHours(1));
    private final StoreDatabase database = new StoreDatabase(settings, Duration.ofSeconds(10));
    private final DeliveryLog claims = new DeliveryLog(database, LeaseOwner.ofThisProcess());
    private final DeliverySteps steps = new DeliverySteps(claims, DeliveryStepsTest::refused);
    private final DeliverySteps elsewhere =
            new DeliverySteps(new DeliveryLog(database, LeaseOwner.ofThisProcess()), DeliveryStepsTest::refused);

    @BeforeEach
    void open() {
        new LeaseRenewal(database, claims, settings.retention()).renew();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Failure refused(Exception failure) {
        return new Failure(FailureReason.REFUSED, String.valueOf(failure.getMessage()));
    }

    private static Delivery to(String channel, Alert... alerts) {
        return Delivery.of(channel, "direct:" + channel, "email", List.of(alerts));
    }

    private static List<Outcome> outcomes(Delivery delivery) {
        return delivery.fates().map(Fate::outcome).toList();
    }

    @Test
    void whatSomebodyElseIsSendingIsNotSentAndNotDoneEither() {
        steps.claim(to("sns", ALERT));

        Delivery other = elsewhere.claim(to("sns", ALERT));

        assertThat(other.anythingToSend()).isFalse();
        assertThat(other.complete()).isFalse();
        assertThat(outcomes(other)).containsExactly(Outcome.IN_FLIGHT);
    }

    @Test
    void whatWasSentIsSentToNobodyAgain() {
        Delivery sent = steps.sent(steps.claim(to("sns", ALERT)), null);

        Delivery again = elsewhere.claim(to("sns", ALERT));

        assertThat(sent.attempts()).isOne();
        assertThat(outcomes(sent)).containsExactly(Outcome.SENT);
        assertThat(again.anythingToSend()).isFalse();
        assertThat(again.complete()).isTrue();
        assertThat(outcomes(again)).containsExactly(Outcome.ALREADY_SENT);
        assertThat(steps.claim(to("chat", ALERT)).anythingToSend())
                .as("another channel does not have it")
                .isTrue();
    }

    @Test
    void onlyWhatTheChannelLacksIsSent() {
        Alert other = Sent.alert("i-0123456789abcdef0");
        steps.sent(steps.claim(to("sns", ALERT)), null);

        Delivery both = steps.claim(to("sns", ALERT, other));

        assertThat(both.alerts()).containsExactly(other);
        assertThat(outcomes(steps.sent(both, 2))).containsExactlyInAnyOrder(Outcome.SENT, Outcome.ALREADY_SENT);
        assertThat(steps.sent(both, 2).attempts()).isEqualTo(3);
    }

    @Test
    void whatFailedMayBeTriedByAnybodyAtOnce() {
        Delivery failed = steps.failed(steps.claim(to("sns", ALERT)), 2, new IllegalStateException("HTTP 503"));

        assertThat(failed.attempts()).isEqualTo(3);
        assertThat(failed.needsFallback()).isTrue();
        assertThat(failed.fates())
                .singleElement()
                .satisfies(fate -> assertThat(fate.text()).isEqualTo("sns: HTTP 503"));
        assertThat(elsewhere.claim(to("sns", ALERT)).anythingToSend()).isTrue();
    }

    @Test
    void channelCountsAsToldWhenItsFallbackWas() {
        Delivery failed = steps.failed(steps.claim(to("sns", ALERT)), 0, new IllegalStateException("HTTP 503"));
        Delivery fallback = steps.sent(steps.claim(to("email", ALERT)), null);

        Delivery settled = steps.settled(failed, fallback);

        assertThat(outcomes(settled)).containsExactly(Outcome.SENT_BY_FALLBACK);
        assertThat(elsewhere.claim(to("sns", ALERT)).anythingToSend()).isFalse();
    }

    @Test
    void channelLacksTheAlertWhenItsFallbackFailsToo() {
        Delivery failed = steps.failed(steps.claim(to("sns", ALERT)), 0, new IllegalStateException("HTTP 503"));
        Delivery fallback = steps.failed(steps.claim(to("email", ALERT)), 0, new IllegalStateException("SMTP 550"));

        Delivery settled = steps.settled(failed, fallback);

        assertThat(settled.failure()).extracting(Failure::text).isEqualTo("HTTP 503; its fallback email: SMTP 550");
        assertThat(outcomes(settled)).containsExactly(Outcome.MISSING);
        assertThat(elsewhere.claim(to("sns", ALERT)).anythingToSend()).isTrue();
    }

    @Test
    void channelLacksTheAlertWhileSomebodyElseTellsItsFallback() {
        Delivery failed = steps.failed(steps.claim(to("sns", ALERT)), 0, new IllegalStateException("HTTP 503"));
        elsewhere.claim(to("email", ALERT));

        Delivery settled = steps.settled(failed, steps.claim(to("email", ALERT)));

        assertThat(settled.failure())
                .extracting(Failure::text)
                .isEqualTo("HTTP 503; its fallback email: is just being told by somebody else");
        assertThat(elsewhere.claim(to("sns", ALERT)).anythingToSend()).isTrue();
    }

    @Test
    void whatThisProcessHasSentIsLeftOutWhileTheStoreFails() {
        Alert early = Sent.alert("i-0123456789abcdef0");
        Alert late = Sent.alert("i-0123456789abcdef1");
        steps.sent(steps.claim(to("sns", early)), null);
        database.close();
        assertThatThrownBy(() -> steps.claim(to("sns", early, late))).isInstanceOf(RuntimeException.class);

        Delivery first = steps.withoutClaim(to("sns", early, late));
        steps.sent(first, null);
        Delivery again = steps.withoutClaim(to("sns", early, late));

        assertThat(first.alerts()).as("sent before the store failed").containsExactly(late);
        assertThat(again.anythingToSend()).as("sent without a claim").isFalse();
        assertThat(again.complete()).isTrue();
        assertThat(outcomes(again)).containsExactly(Outcome.ALREADY_SENT, Outcome.ALREADY_SENT);
        assertThat(steps.withoutClaim(to("chat", early, late)).alerts()).containsExactly(early, late);
    }

    @Test
    void whatFailedWhileTheStoreFailsIsSentAgain() {
        database.close();
        Delivery failed = steps.failed(steps.withoutClaim(to("sns", ALERT)), 0, new IllegalStateException("HTTP 503"));

        assertThat(failed.complete()).isFalse();
        assertThat(steps.withoutClaim(to("sns", ALERT)).alerts()).containsExactly(ALERT);
    }

    @Test
    void storeIsNotAskedWhenThereIsNothingToSend() {
        database.close();

        assertThat(steps.claim(to("sns")).complete()).isTrue();
    }
}
