package org.spotalert.pipeline.audit;

import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.reclaims.Reclaim;
import org.spotalert.model.Decision;

/**
 * The verdict about one instance that AWS has taken.
 *
 * @param secondsLeft how many seconds before the end somebody was notified first; negative when after it, null when nobody was
 * @param rule the rule that suppressed the alert; null when none did
 * @param reported whether people were notified that it was missed, or shall not be
 */
public record Finding(
        Reclaim reclaim,
        AuditVerdict verdict,
        @Nullable Long secondsLeft,
        Decision.@Nullable Rule rule,
        boolean reported) {

    static Finding of(Reclaim reclaim, AuditVerdict verdict) {
        return new Finding(reclaim, verdict, null, null, false);
    }

    Finding reported(boolean known) {
        return new Finding(reclaim, verdict, secondsLeft, rule, known);
    }

    /** Whether people are still to be notified that it was missed. */
    public boolean toReport() {
        return verdict.missed() && !reported;
    }
}
