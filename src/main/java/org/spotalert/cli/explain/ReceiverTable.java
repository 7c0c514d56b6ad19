package org.spotalert.cli.explain;

import java.io.PrintWriter;
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

/** Which channels would receive an alert, and by which condition. */
public final class ReceiverTable {

    private ReceiverTable() {}

    /**
     * Prints the table.
     *
     * @param running the channels that are switched on
     * @param channels divides alerts among these
     */
    public static void print(Alert alert, List<RunningChannel> running, Channels channels, PrintWriter out) {
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
            String condition = TextSanitizer.line(channel.condition().toString());
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
