package org.spotalert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.spotalert.claim.Claims.Share;
import org.spotalert.decide.Alert;

/** Who tells which alert, and in which thread. */
class ToldThreadsTest {

    private static final Alert ONE = Sent.alert("i-1");
    private static final Alert TWO = Sent.alert("i-2");

    private static Delivery to(String channel, Alert... alerts) {
        return Delivery.of(channel, "direct:" + channel, null, List.of(alerts));
    }

    /** The threads by channel, each named by the instances of its message. */
    private static Map<String, String> threads(Alert alert, Delivery... deliveries) {
        return new DeliveryReport(List.of(deliveries))
                .threads(alerts -> alerts.stream()
                        .map(told -> told.impact().interruption().instanceId())
                        .collect(Collectors.joining("+")))
                .getOrDefault(alert.impact().interruption().subject(), Map.of());
    }

    @Test
    void threadIsThatOfTheChannelsOwnShare() {
        Delivery[] deliveries = {
            to("all", ONE, TWO).sentAfter(1),
            to("one", ONE).without(List.of(TWO)).sentAfter(1)
        };

        assertThat(threads(ONE, deliveries)).isEqualTo(Map.of("all", "i-1+i-2", "one", "i-1"));
        assertThat(threads(TWO, deliveries)).isEqualTo(Map.of("all", "i-1+i-2"));
    }

    @Test
    void whatAChannelHadBeforeIsInAThreadOfItsOwn() {
        Delivery half = to("chat")
                .withShare(new Share(List.of(TWO), List.of(ONE), List.of()))
                .sentAfter(1);

        assertThat(threads(ONE, half)).isEqualTo(Map.of("chat", "i-1"));
        assertThat(threads(TWO, half)).isEqualTo(Map.of("chat", "i-2"));
    }

    @Test
    void fallbackThatWasToldTellsInTheChannelsPlace() {
        Delivery settled = to("chat", ONE)
                .failed("HTTP 404 Not Found", 1)
                .toldBy(to("email", ONE).sentAfter(1));

        assertThat(threads(ONE, settled)).isEqualTo(Map.of("email", "i-1"));
    }

    @Test
    void channelThatIsToldWhenTheMessageComesBackCounts() {
        assertThat(threads(ONE, to("chat", ONE).failed("timed out", 1))).isEqualTo(Map.of("chat", "i-1"));
    }
}
