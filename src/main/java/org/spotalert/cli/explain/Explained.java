package org.spotalert.cli.explain;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.spotalert.cli.output.Table;
import org.spotalert.model.Alert;
import org.spotalert.model.Decision;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.model.Severity;
import org.spotalert.pipeline.intake.UndeliveredException;
import org.spotalert.pipeline.notify.Channels;
import org.spotalert.pipeline.notify.Delivery;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import org.spotalert.platform.text.TextSanitizer;

/**
 * What would be decided about an event, and which channels would receive the alert.
 *
 * @param channels empty for an alert that is suppressed, and when the channels are not known
 * @param nobody why nobody would be notified of an alert that is sent; null when somebody would
 */
public record Explained(
        String subject,
        Decision decision,
        Severity severity,
        List<Receiver> channels,
        @Nullable String nobody) {

    public Explained {
        channels = List.copyOf(channels);
    }

    /** A channel that is switched on, and whether it would receive the alert. */
    public record Receiver(String channel, String receives, String condition) {}

    /** The decision alone. */
    public static Explained of(Alert alert) {
        return new Explained(
                TextSanitizer.line(subject(alert.impact())), alert.decision(), alert.severity(), List.of(), null);
    }

    /**
     * The decision with its receivers.
     *
     * @param running the channels that are switched on
     * @param channels divides alerts among these
     */
    public static Explained of(Alert alert, List<RunningChannel> running, Channels channels) {
        Explained decided = of(alert);
        Map<String, Delivery> deliveries = new TreeMap<>();
        try {
            channels.deliveries(List.of(alert)).forEach(delivery -> deliveries.put(delivery.channel(), delivery));
        } catch (UndeliveredException nobody) {
            return decided.sentTo(List.of(), "every channel that is switched on is on standby");
        }
        List<Receiver> receivers = running.stream()
                .sorted(Comparator.comparing(RunningChannel::name))
                .map(channel -> receiver(alert, channel, deliveries.get(channel.name())))
                .toList();
        return decided.sentTo(
                receivers,
                deliveries.values().stream().anyMatch(Delivery::anythingToSend)
                        ? null
                        : "no channel wants the alert, and there is no spot.channel.default");
    }

    private Explained sentTo(List<Receiver> receivers, @Nullable String nobody) {
        return new Explained(subject, decision, severity, receivers, nobody);
    }

    private static Receiver receiver(Alert alert, RunningChannel channel, @Nullable Delivery delivery) {
        String condition = TextSanitizer.line(channel.condition().toString());
        return new Receiver(
                channel.name(),
                receives(alert, channel, delivery),
                condition.isEmpty() ? "none: every alert" : condition);
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

    private static String subject(Impact impact) {
        Interruption interruption = impact.interruption();
        String cluster = impact.cluster() == null
                ? "no cluster is known"
                : "cluster " + impact.cluster().name();
        return interruption.kind().detailType() + " about " + interruption.resourceId() + " in "
                + interruption.region() + " at " + interruption.noticedAt() + "; " + cluster + "; services: "
                + impact.services().size() + ", standalone tasks: "
                + impact.standaloneTasks().size() + ", daemon tasks: " + impact.daemonTasks() + "; "
                + impact.completeness();
    }

    /** Prints what every rule says, the decision, and the receivers. */
    public void print(PrintWriter out) {
        out.println(subject);
        out.println();
        Table rules = Table.of("RULE", "VERDICT", "REASON");
        decision.verdicts()
                .forEach(said -> rules.add(
                        said.rule(),
                        said.verdict().toString().toLowerCase(Locale.ROOT),
                        TextSanitizer.line(said.reason())));
        rules.print(out);
        out.println();
        out.println(decision.verdict() + " by " + decision.rule() + ": " + TextSanitizer.line(decision.reason()));
        out.println("SEVERITY " + severity);
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
