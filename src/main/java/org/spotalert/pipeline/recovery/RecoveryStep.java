package org.spotalert.pipeline.recovery;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Alert;
import org.spotalert.pipeline.intake.FollowUp;

/**
 * What follows from one look.
 *
 * @param followUp the state before it
 * @param alerts what people are told now, all in one message; often nothing
 * @param next the state for the next look; null when this was the last one
 */
public record RecoveryStep(
        FollowUp followUp, List<Alert> alerts, @Nullable FollowUp next) {

    public RecoveryStep {
        alerts = List.copyOf(alerts);
    }

    /** Whether there is anything to tell. */
    public boolean tells() {
        return !alerts.isEmpty();
    }

    /** Whether there is a next look. */
    public boolean goesOn() {
        return next != null;
    }

    /** The same step with another state for the next look; null when there is none to be put on the queue. */
    RecoveryStep withNext(@Nullable FollowUp other) {
        return new RecoveryStep(followUp, alerts, other);
    }

    /**
     * What became of the step.
     *
     * @param failure why it has to be taken again; null when it is done
     */
    public record Outcome(FollowUp followUp, @Nullable Exception failure) {}
}
