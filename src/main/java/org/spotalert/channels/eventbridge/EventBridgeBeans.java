package org.spotalert.channels.eventbridge;

import java.util.function.Consumer;
import org.spotalert.channels.kind.ChannelKind;
import org.spotalert.channels.kind.ChannelParts;
import org.spotalert.model.Arn;
import org.spotalert.platform.settings.SettingsReader;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** Channels to event buses. */
public final class EventBridgeBeans implements ChannelKind {

    @Override
    public String name() {
        return "eventbridge";
    }

    @Override
    public void check(SettingsReader reader, String prefix) {
        reader.required(prefix + "bus", "the name or ARN of the event bus", EventBridgeBeans::bus);
    }

    private static String bus(String text) {
        boolean arn = Arn.parse(text)
                .filter(address -> address.service().equals("events")
                        && !address.region().isEmpty()
                        && address.resource().startsWith("event-bus/"))
                .isPresent();
        if (!arn && !text.matches("[/.\\-_A-Za-z0-9]{1,256}")) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not an event bus; give its name, or arn:aws:events:REGION:ACCOUNT:event-bus/NAME");
        }
        return text;
    }

    @Override
    public Consumer<ChannelParts> read(SettingsReader reader, boolean enabled) {
        return parts -> {
            parts.bind("eventBus", new EventBus(parts.messages()));
            // Made when a route names it.
            parts.context()
                    .getRegistry()
                    .bind(
                            "eventBuses",
                            EventBridgeClient.class,
                            () -> parts.clients().eventBuses());
        };
    }
}
