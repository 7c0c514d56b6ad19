package org.spotalert.pipeline.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Alert;
import org.spotalert.model.RecoveryState.Result;

/**
 * What follows from one check of a group.
 *
 * @param before the group before the check
 * @param after the group as it is known now
 * @param alerts what the channels receive now, all in one message; often nothing
 * @param results how each incident ended, by its key, when this was the last check; null when another one follows
 * @param nextCheck when that one is due; null when this was the last
 */
public record RecoveryStep(
        IncidentGroup before,
        IncidentGroup after,
        List<Alert> alerts,
        @Nullable Map<String, Result> results,
        @Nullable Instant nextCheck) {

    public RecoveryStep {
        alerts = List.copyOf(alerts);
    }

    /** Whether another check follows. */
    public boolean continues() {
        return results == null;
    }

    /** Whether the channels receive anything. */
    public boolean sends() {
        return !alerts.isEmpty();
    }

    RecoveryStep withNextCheck(Instant due) {
        return new RecoveryStep(before, after, alerts, results, due);
    }

    /**
     * The end of a step.
     *
     * @param leader the key that the message for the check carried
     * @param failure why the message has to come back; null when it is done with
     */
    public record Outcome(String leader, @Nullable Exception failure) {}
}
