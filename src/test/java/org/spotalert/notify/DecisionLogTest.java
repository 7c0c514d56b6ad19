package org.spotalert.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spotalert.claim.Claims.Share;
import org.spotalert.decide.Alert;

class DecisionLogTest {

    private static final Alert ONE = Sent.alert("i-00000000000000001");
    private static final Alert OTHER = Sent.alert("i-00000000000000002");

    private final DecisionLog log = new DecisionLog(Clock.systemUTC());

    private static Delivery to(String channel) {
        return Delivery.of(channel, "direct:" + channel, "email", List.of(ONE, OTHER));
    }

    private void delivered(Delivery... deliveries) throws UndeliveredException {
        log.delivered(List.of(ONE, OTHER), new DeliveryReport(List.of(deliveries)));
    }

    @Test
    void everyChannelThatHasItsAlertsIsFine() throws UndeliveredException {
        delivered(
                to("chat").sentAfter(1),
                to("sns").withShare(new Share(List.of(), List.of(ONE, OTHER), List.of())),
                to("slack").failed("HTTP 404 Not Found", 1).toldBy("email"));
    }

    @Test
    void onlyTheMessagesWhoseAlertsAreMissingComeBack() {
        Delivery half = to("chat").withShare(new Share(List.of(OTHER), List.of(ONE), List.of()));

        assertThatThrownBy(() -> delivered(
                        half.failed("HTTP 503 Service Unavailable", 4),
                        to("sns").sentAfter(1)))
                .asInstanceOf(type(UndeliveredException.class))
                .satisfies(undelivered -> {
                    assertThat(undelivered).hasMessage("chat: HTTP 503 Service Unavailable");
                    assertThat(undelivered.failureOf(ONE.impact().interruption()))
                            .isNull();
                    assertThat(undelivered.failureOf(OTHER.impact().interruption()))
                            .hasMessage("chat: HTTP 503 Service Unavailable");
                });
    }

    @Test
    void alertThatSomebodyElseIsSendingIsNotCountedAsSent() {
        Delivery busy = to("chat").withShare(new Share(List.of(OTHER), List.of(), List.of(ONE)));

        assertThatThrownBy(() -> delivered(busy.sentAfter(1)))
                .asInstanceOf(type(UndeliveredException.class))
                .satisfies(undelivered -> assertThat(
                                undelivered.failureOf(ONE.impact().interruption()))
                        .hasMessageContaining("just being sent"));
    }

    @Test
    void duplicatesOfAnInterruptionShareItsFate() {
        assertThatThrownBy(() -> delivered(to("chat").failed("timed out", 1)))
                .asInstanceOf(type(UndeliveredException.class))
                .satisfies(undelivered -> assertThat(undelivered.failureOf(
                                Sent.duplicateOf(ONE).impact().interruption()))
                        .hasMessage("chat: timed out"));
    }
}
