package org.spotalert.pipeline.notify;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Alert;
import org.spotalert.model.Failure;
import org.spotalert.model.Interruption.Subject;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog.Partition;

/**
 * A batch of alerts on its way to one channel, and in the end how the channel fared with it.
 *
 * @param channel the channel's name
 * @param endpoint where the channel takes its alerts
 * @param fallback the channel that stands in when this one fails; null when there is none
 * @param notWanted the alerts of the batch that the channel's condition leaves out
 * @param partition which alerts the channel is given, and which it has or is being given by somebody else
 * @param attempts how often the channel has tried to send; 0 when there was nothing to send
 * @param failure why the channel failed; null when it did not
 * @param standIn how the fallback has told people in the channel's place; null when none has
 */
public record Delivery(
        String channel,
        String endpoint,
        @Nullable String fallback,
        List<Alert> notWanted,
        Partition partition,
        int attempts,
        @Nullable Failure failure,
        @Nullable Delivery standIn) {

    static final String NO_REASON = "none";

    public Delivery {
        notWanted = List.copyOf(notWanted);
    }

    /** A delivery that has not begun. */
    static Delivery of(String channel, String endpoint, @Nullable String fallback, List<Alert> alerts) {
        return new Delivery(channel, endpoint, fallback, List.of(), Partition.of(alerts), 0, null, null);
    }

    /** The same delivery, which says that the channel does not want these. */
    Delivery without(List<Alert> alerts) {
        return new Delivery(channel, endpoint, fallback, alerts, partition, attempts, failure, standIn);
    }

    /** The alerts that the channel is given. */
    public List<Alert> alerts() {
        return partition.toSend();
    }

    /** Whether there is anything that the channel does not have. */
    public boolean anythingToSend() {
        return !partition.toSend().isEmpty();
    }

    /** Whether the channel has failed and another may stand in. */
    public boolean needsFallback() {
        return failure != null && fallback != null;
    }

    /** Whether an alert announces a drain, and the channel or its fallback has it. */
    public boolean drains() {
        return told().anyMatch(sent -> sent.alerts().stream().anyMatch(Alert::drains));
    }

    /** How the channel itself has fared, as a metric's tag has it: {@code sent} or {@code failed}. */
    public String outcome() {
        return failure == null ? "sent" : "failed";
    }

    /** Why the channel itself failed, as a metric's tag has it: {@code none} when it did not. */
    public String reason() {
        return failure == null ? NO_REASON : failure.reason().name();
    }

    /** What became of an alert at a channel. */
    enum Outcome {
        /** The channel was given it now. */
        SENT,
        /** The channel had it before. */
        ALREADY_SENT,
        /** The channel failed, and its fallback was given it. */
        SENT_BY_FALLBACK,
        /** The channel does not have it, as far as is known. */
        MISSING,
        /** The channel is being given it, by this process or another one. */
        IN_FLIGHT,
        /** The channel's condition leaves it out. */
        NOT_WANTED
    }

    /**
     * What became of one alert.
     *
     * @param text the channel, and where it does not have the alert the reason, for a reader
     */
    record Fate(Subject subject, Outcome outcome, String text) {}

    /** What became of each of the alerts. */
    Stream<Fate> fates() {
        Stream<Fate> given = failure == null
                ? fates(partition.toSend(), Outcome.SENT, channel)
                : standIn != null
                        ? fates(partition.toSend(), Outcome.SENT_BY_FALLBACK, standIn.channel() + " for " + channel)
                        : fates(partition.toSend(), Outcome.MISSING, channel + ": " + failure.text());
        return Stream.of(
                        given,
                        fates(notWanted, Outcome.NOT_WANTED, channel),
                        fates(partition.alreadySent(), Outcome.ALREADY_SENT, channel),
                        fates(partition.inFlight(), Outcome.IN_FLIGHT, channel))
                .flatMap(fates -> fates);
    }

    /** What the channel or its fallback has told, now or before. */
    Stream<SentBatch> told() {
        SentBatch before = new SentBatch(channel, channel, partition.alreadySent());
        if (standIn != null) {
            SentBatch instead = new SentBatch(channel, standIn.channel(), partition.toSend());
            return Stream.concat(Stream.of(before, instead), standIn.told());
        }
        return failure == null
                ? Stream.of(before, new SentBatch(channel, channel, partition.toSend()))
                : Stream.of(before);
    }

    /** What the channel does not have yet, as far as is known: it is told when the messages have come back. */
    Stream<Alert> missing() {
        Stream<Alert> failed = failure == null || standIn != null ? Stream.of() : partition.toSend().stream();
        return Stream.concat(failed, partition.inFlight().stream());
    }

    private static Stream<Fate> fates(List<Alert> alerts, Outcome outcome, String text) {
        return alerts.stream()
                .map(alert -> new Fate(alert.impact().interruption().subject(), outcome, text));
    }

    /** Whether the channel has everything that it was to be given. */
    boolean complete() {
        return failure == null && partition.inFlight().isEmpty();
    }

    Delivery withPartition(Partition acquired) {
        return new Delivery(channel, endpoint, fallback, notWanted, acquired, attempts, failure, standIn);
    }

    /** The same delivery, whose alerts are still being sent while its batch goes on. */
    Delivery leftBehind() {
        return withPartition(new Partition(
                List.of(),
                partition.alreadySent(),
                Stream.concat(partition.toSend().stream(), partition.inFlight().stream())
                        .toList()));
    }

    Delivery sentAfter(int tries) {
        return new Delivery(channel, endpoint, fallback, notWanted, partition, tries, null, null);
    }

    Delivery failed(Failure why, int tries) {
        return new Delivery(channel, endpoint, fallback, notWanted, partition, tries, why, null);
    }

    Delivery toldBy(Delivery other) {
        return new Delivery(channel, endpoint, fallback, notWanted, partition, attempts, failure, other);
    }
}
