package org.spotalert.notify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.StartupListener;

/**
 * Lets the metric of the alerts begin at 0 for each channel: a rate is only seen in a series that was there before, so
 * that an alarm would miss the first failure.
 */
public final class AlertCounters implements StartupListener {

    private static final List<String> OUTCOMES = List.of("sent", "failed");

    private final Channels channels;

    public AlertCounters(Channels channels) {
        this.channels = channels;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        try (ProducerTemplate producer = context.createProducerTemplate()) {
            // The same component as in the routes, so that the series have the same tags.
            for (String channel : channels.allNames()) {
                for (String outcome : OUTCOMES) {
                    producer.sendBody(
                            "micrometer:counter:spot.alerts?increment=0&tags.channel=" + channel + "&tags.outcome="
                                    + outcome,
                            "");
                }
            }
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
    }
}
