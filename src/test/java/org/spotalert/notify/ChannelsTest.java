package org.spotalert.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelsTest {

    private final Map<String, String> properties = new HashMap<>();
    private List<String> running =
            List.of("direct://channel-email", "direct://channel-google-chat", "direct://channel-sns");
    private final Channels channels =
            new Channels(() -> running, property -> Optional.ofNullable(properties.get(property)));

    private void fallback(String channel, String fallback) {
        properties.put("spot.channel." + channel + ".fallback", fallback);
    }

    @Test
    void eachChannelIsGivenTheAlerts() throws UndeliveredException {
        assertThat(channels.deliveries(List.of(Sent.alert()))).hasSize(3).allSatisfy(delivery -> {
            assertThat(delivery.alerts()).containsExactly(Sent.alert());
            assertThat(delivery.endpoint()).isEqualTo("direct://channel-" + delivery.channel());
            assertThat(delivery.fallback()).isNull();
        });
    }

    @Test
    void fallbackStandsBy() throws UndeliveredException {
        fallback("google-chat", "email");

        assertThat(channels.deliveries(List.of(Sent.alert())))
                .extracting(Delivery::channel, Delivery::fallback)
                .containsExactly(tuple("google-chat", "email"), tuple("sns", null));
    }

    @Test
    void fallbackThatIsGoneIsNone() throws UndeliveredException {
        fallback("google-chat", "email");
        running = List.of("direct://channel-google-chat");

        assertThat(channels.deliveries(List.of(Sent.alert())))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.needsFallback()).isFalse());
    }

    @Test
    void fallbackIsToldWhatFailed() {
        Delivery failed = Delivery.of("google-chat", "direct:x", "email", List.of(Sent.alert()))
                .failed("HTTP 404 Not Found", 1);

        Delivery instead = channels.inPlaceOf(failed);

        assertThat(instead.endpoint()).isEqualTo("direct://channel-email");
        assertThat(instead.needsFallback()).isFalse();
        assertThat(instead.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.remarks())
                        .containsExactly("Sent here because google-chat failed: HTTP 404 Not Found."));
    }

    @Test
    void nobodyToTellIsAFailure() {
        running = List.of();

        assertThatThrownBy(() -> channels.deliveries(List.of(Sent.alert())))
                .isInstanceOf(UndeliveredException.class)
                .hasMessageContaining("routes/channels");
    }

    @Test
    void fallbacksThatCannotStandInAreNamed() {
        fallback("google-chat", "slack");
        fallback("sns", "sns");
        fallback("email", "");

        assertThat(channels.problems())
                .containsExactlyInAnyOrder(
                        "spot.channel.google-chat.fallback: \"slack\" is not a channel that is enabled and has no"
                                + " fallback itself; give one of [email, google-chat, sns]",
                        "spot.channel.sns.fallback: \"sns\" is not a channel that is enabled and has no"
                                + " fallback itself; give one of [email, google-chat, sns]");
    }

    @Test
    void channelsThatAllStandByAreNobody() {
        running = List.of("direct://channel-email", "direct://channel-sns");
        fallback("email", "sns");
        fallback("sns", "email");

        assertThat(channels.names()).isEmpty();
        assertThat(channels.problems()).hasSize(2);
    }
}
