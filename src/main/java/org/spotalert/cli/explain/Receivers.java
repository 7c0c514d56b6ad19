package org.spotalert.cli.explain;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.spotalert.cli.output.Table;
import org.spotalert.model.Alert;
import org.spotalert.pipeline.intake.UndeliveredException;
import org.spotalert.pipeline.notify.Channels;
import org.spotalert.pipeline.notify.Delivery;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import org.spotalert.platform.text.TextSanitizer;

/**
 * Which channels would receive alerts that are sent together.
 *
 * @param channels empty when nothing is sent, and when the channels are not known
 * @param nobody why nobody would be notified of alerts that are sent; null when somebody would
 */
public record Receivers(List<Receiver> channels, @Nullable String nobody) {

    static final Receivers NONE = new Receivers(List.of(), null);

    public Receivers {
        channels = List.copyOf(channels);
    }

    public record Receiver(String channel, String receives, String condition) {}

    /**
     * The receivers of these.
     *
     * @param running the channels that are switched on
     * @param channels divides alerts among these
     */
    static Receivers of(List<Alert> alerts, List<RunningChannel> running, Channels channels) {
        Map<String, Delivery> deliveries = new TreeMap<>();
        try {
            channels.deliveries(alerts).forEach(delivery -> deliveries.put(delivery.channel(), delivery));
        } catch (UndeliveredException nobody) {
            return new Receivers(List.of(), "every channel that is switched on is on standby");
        }
        return new Receivers(
                running.stream()
                        .sorted(Comparator.comparing(RunningChannel::name))
                        .map(channel -> receiver(alerts, channel, deliveries.get(channel.name())))
                        .toList(),
                deliveries.values().stream().anyMatch(Delivery::anythingToSend)
                        ? null
                        : "no channel wants the alert, and there is no spot.channel.default");
    }

    private static Receiver receiver(List<Alert> alerts, RunningChannel channel, @Nullable Delivery delivery) {
        String condition = TextSanitizer.line(channel.condition().toString());
        return new Receiver(
                channel.name(),
                receives(alerts, channel, delivery),
                condition.isEmpty() ? "none: every alert" : condition);
    }

    private static String receives(List<Alert> alerts, RunningChannel channel, @Nullable Delivery delivery) {
        if (delivery == null) {
            return "only as a fallback";
        }
        if (!delivery.anythingToSend()) {
            return "no";
        }
        if (channel.condition().wanted(alerts).isEmpty()) {
            return "as the default";
        }
        int received = delivery.alerts().size();
        return received == alerts.size() ? "yes" : received + " of " + alerts.size();
    }

    public void print(PrintWriter out) {
        if (!channels.isEmpty()) {
            out.println();
            Table table = Table.of("CHANNEL", "RECEIVES", "CONDITION");
            channels.forEach(channel -> table.add(channel.channel(), channel.receives(), channel.condition()));
            table.print(out);
        }
        if (nobody != null) {
            out.println();
            out.println("NOBODY would be notified: " + nobody);
        }
    }
}
