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
 * @param fallback the channel that is notified when this one fails; null when there is none
 * @param notWanted the alerts of the batch that the channel's condition leaves out
 * @param partition which alerts the channel is given, and which it has or somebody else is sending it
 */
public record Delivery(
        String channel,
        String endpoint,
        @Nullable String fallback,
        List<Alert> notWanted,
        Partition partition,
        Result result) {

    public Delivery {
        notWanted = List.copyOf(notWanted);
    }

    /** How the channel fared with the alerts that it was given. */
    public sealed interface Result {

        /** The channel was given nothing, or not yet. */
        record Skipped() implements Result {}

        /** The channel has taken them. */
        record Sent() implements Result {}

        /** The channel has failed. */
        record Failed(Failure failure) implements Result {}

        /** The channel has failed, and its fallback has taken them. */
        record SentByFallback(Failure failure, Delivery fallbackDelivery) implements Result {}
    }

    /** A delivery that has not begun. */
    static Delivery of(String channel, String endpoint, @Nullable String fallback, List<Alert> alerts) {
        return new Delivery(channel, endpoint, fallback, List.of(), Partition.of(alerts), new Result.Skipped());
    }

    /** The same delivery, which says that the channel does not want these. */
    Delivery without(List<Alert> alerts) {
        return new Delivery(channel, endpoint, fallback, alerts, partition, result);
    }

    Delivery withPartition(Partition acquired) {
        return new Delivery(channel, endpoint, fallback, notWanted, acquired, result);
    }

    Delivery with(Result fared) {
        return new Delivery(channel, endpoint, fallback, notWanted, partition, fared);
    }

    Delivery sent() {
        return with(new Result.Sent());
    }

    Delivery failed(Failure failure) {
        return with(new Result.Failed(failure));
    }

    /** The failed delivery, whose alerts the fallback has taken. */
    Delivery sentBy(Delivery fallbackDelivery) {
        Failure own = failure();
        return own == null ? this : with(new Result.SentByFallback(own, fallbackDelivery));
    }

    /** The same delivery, whose alerts are still being sent while its batch goes on. */
    Delivery leftBehind() {
        return withPartition(new Partition(
                List.of(),
                partition.alreadySent(),
                Stream.concat(partition.toSend().stream(), partition.inFlight().stream())
                        .toList()));
    }

    /** The alerts that the channel is given. */
    public List<Alert> alerts() {
        return partition.toSend();
    }

    /** Whether there is anything that the channel does not have. */
    public boolean anythingToSend() {
        return !partition.toSend().isEmpty();
    }

    /** Why the channel itself failed; null when it did not. */
    public @Nullable Failure failure() {
        if (result instanceof Result.Failed failed) {
            return failed.failure();
        }
        return result instanceof Result.SentByFallback instead ? instead.failure() : null;
    }

    /** Whether the channel has failed and another may be notified. */
    public boolean needsFallback() {
        return result instanceof Result.Failed && fallback != null;
    }

    /** Whether an alert announces a drain, and the channel or its fallback has it. */
    public boolean drains() {
        return received().anyMatch(Alert::drains);
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
    record AlertOutcome(Subject subject, Outcome outcome, String text) {}

    /** What became of each of the alerts. */
    Stream<AlertOutcome> alertOutcomes() {
        Stream<AlertOutcome> given;
        if (result instanceof Result.SentByFallback instead) {
            given = outcomes(
                    alerts(),
                    Outcome.SENT_BY_FALLBACK,
                    instead.fallbackDelivery().channel() + " for " + channel);
        } else if (result instanceof Result.Failed failed) {
            given = outcomes(
                    alerts(), Outcome.MISSING, channel + ": " + failed.failure().text());
        } else {
            given = outcomes(alerts(), Outcome.SENT, channel);
        }
        return Stream.of(
                        given,
                        outcomes(notWanted, Outcome.NOT_WANTED, channel),
                        outcomes(partition.alreadySent(), Outcome.ALREADY_SENT, channel),
                        outcomes(partition.inFlight(), Outcome.IN_FLIGHT, channel))
                .flatMap(outcomes -> outcomes);
    }

    private static Stream<AlertOutcome> outcomes(List<Alert> alerts, Outcome outcome, String text) {
        return alerts.stream()
                .map(alert -> new AlertOutcome(alert.interruption().subject(), outcome, text));
    }

    /** The alerts that the channel or its fallback has, now or from before. */
    Stream<Alert> received() {
        return Stream.concat(
                partition.alreadySent().stream(),
                result instanceof Result.Failed ? Stream.of() : partition.toSend().stream());
    }

    /** Whether the channel has everything that it was to be given. */
    boolean complete() {
        return failure() == null && partition.inFlight().isEmpty();
    }
}
