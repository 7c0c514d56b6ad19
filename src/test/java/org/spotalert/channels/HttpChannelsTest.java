package org.spotalert.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.Test;
import org.spotalert.channels.googlechat.GoogleChat;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.http.WebhookClient;
import org.spotalert.channels.http.WebhookTransports;
import org.spotalert.channels.kind.ChannelKind;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.settings.SettingsReader;

class HttpChannelsTest {

    private static final String SPACE = "https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=GEHEIM";

    private final Map<String, String> properties = new HashMap<>();

    private Webhook webhook(String channel) {
        SettingsReader reader = new SettingsReader(name -> Optional.ofNullable(properties.get(name)));
        Supplier<Webhook> webhook = GoogleChat.kind().webhook(reader, ChannelKind.prefix(channel));
        reader.finish();
        return webhook.get();
    }

    @Test
    void anyNameMayBeThatOfAChannel() {
        properties.put("spot.channel.team-blue.webhook", SPACE);

        assertThat(webhook("team-blue").address()).isNotNull();
    }

    @Test
    void missingAddressIsNamedByItsSettingAndVariable() {
        assertThatThrownBy(() -> webhook("team-blue"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("SPOT_CHANNEL_TEAM_BLUE_WEBHOOK (spot.channel.team-blue.webhook): is missing; "
                        + "give the address of the space's incoming webhook");
    }

    @Test
    void rateIsCheckedWhereItIsGiven() {
        properties.put("spot.channel.team-blue.webhook", SPACE);
        properties.put("spot.channel.team-blue.messages-per-second", "");

        assertThatThrownBy(() -> webhook("team-blue"))
                .hasMessageContaining("(spot.channel.team-blue.messages-per-second): is missing");
    }

    @Test
    void routeOfAChannelWithoutAddressIsNotMade() throws Exception {
        try (DefaultCamelContext context = context()) {
            assertThatThrownBy(() -> context.addRoutes(route("team-blue")))
                    .satisfies(failure -> assertThat(ObjectHelper.getException(InvalidSettingsException.class, failure))
                            .hasMessageContaining("(spot.channel.team-blue.webhook): is missing"));
        }
    }

    @Test
    void routeOfAChannelWithAddressIsMade() throws Exception {
        properties.put("spot.channel.team-blue.webhook", SPACE);
        try (DefaultCamelContext context = context()) {
            context.addRoutes(route("team-blue"));

            assertThat(context.getEndpoints())
                    .hasSize(2)
                    .noneMatch(endpoint -> endpoint.getEndpointUri().contains("GEHEIM"));
        }
    }

    private DefaultCamelContext context() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().registerEndpointCallback(ChannelBeans::checked);
        context.getRegistry()
                .bind(
                        "google-chat-client",
                        new WebhookClient(
                                channel -> webhook(channel),
                                WebhookTransports.toThisMachine(Duration.ofSeconds(1)),
                                false));
        context.start();
        return context;
    }

    private static RouteBuilder route(String channel) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:channel-" + channel).to("https:" + channel + "?httpClient=#google-chat-client");
            }
        };
    }
}
