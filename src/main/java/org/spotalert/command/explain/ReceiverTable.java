package org.spotalert.command.explain;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.spotalert.channel.text.CleanText;
import org.spotalert.command.Table;
import org.spotalert.decide.Alert;
import org.spotalert.notify.Channels;
import org.spotalert.notify.Delivery;
import org.spotalert.notify.UndeliveredException;
import org.spotalert.routing.RunningChannel;

/** Which channels would receive an alert, and by which condition. */
final class ReceiverTable {

    private ReceiverTable() {}

    /**
     * Prints the table.
     *
     * @param running the channels that are switched on
     * @param channels divides alerts among these
     */
    static void print(Alert alert, List<RunningChannel> running, Channels channels, PrintWriter out) {
        Map<String, Delivery> deliveries = new TreeMap<>();
        try {
            channels.deliveries(List.of(alert)).forEach(delivery -> deliveries.put(delivery.channel(), delivery));
        } catch (UndeliveredException nobody) {
            out.println("NOBODY would be notified: no channel is switched on that does not stand by");
            return;
        }
        Table table = Table.of("CHANNEL", "RECEIVES", "CONDITION");
        Map<String, RunningChannel> byName = new TreeMap<>();
        running.forEach(channel -> byName.put(channel.name(), channel));
        byName.forEach((name, channel) -> {
            String condition = CleanText.line(channel.condition().toString());
            table.add(
                    name,
                    receives(alert, channel, deliveries.get(name)),
                    condition.isEmpty() ? "none: every alert" : condition);
        });
        table.print(out);
        if (deliveries.values().stream().noneMatch(Delivery::anythingToSend)) {
            out.println();
            out.println("NOBODY would be notified: no channel wants the alert, and there is no spot.channel.default");
        }
    }

    private static String receives(Alert alert, RunningChannel channel, @Nullable Delivery delivery) {
        if (delivery == null) {
            return "only as a fallback";
        }
        if (!delivery.anythingToSend()) {
            return "no";
        }
        return channel.condition().wanted(List.of(alert)).isEmpty() ? "as the default" : "yes";
    }
}
