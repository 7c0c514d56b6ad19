package org.spotalert.pipeline.notify;

import java.time.Duration;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;

/** A channel has not taken its alerts in the time that there was. The text is for a reader. */
final class UnfinishedSendException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What has become of the send. */
    enum Outcome {
        /** It was not begun. */
        NOT_SENT,
        /** The far end may have the alerts, or not. */
        UNKNOWN,
        /** It goes on, and may yet succeed. */
        IN_FLIGHT
    }

    private final Outcome outcome;
    private final FailureReason reason;

    private UnfinishedSendException(Outcome outcome, FailureReason reason, String text) {
        super(text);
        this.outcome = outcome;
        this.reason = reason;
    }

    Failure failure() {
        return new Failure(reason, String.valueOf(getMessage()));
    }

    static UnfinishedSendException busy(long alerts) {
        return new UnfinishedSendException(
                Outcome.NOT_SENT,
                FailureReason.TIMEOUT,
                "is busy with " + alerts + " alerts that it was given before, and was not given more");
    }

    static UnfinishedSendException timedOut(Duration timeout) {
        return new UnfinishedSendException(
                Outcome.UNKNOWN,
                FailureReason.OUTCOME_UNKNOWN,
                "did not end within " + timeout.toMillis() / 1000.0
                        + " s (SPOT_CHANNEL_TIMEOUT), so that the message may be there");
    }

    static UnfinishedSendException stillSending() {
        return new UnfinishedSendException(
                Outcome.IN_FLIGHT, FailureReason.TIMEOUT, "is slow; the others go on without it");
    }

    Outcome outcome() {
        return outcome;
    }
}
