package org.spotalert.pipeline.recovery;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Impact;
import org.spotalert.model.Severity;
import org.spotalert.pipeline.intake.FollowUp.FollowedInstance;

/**
 * What a further look at an instance has brought that its warning could not say.
 *
 * @param instance the instance as it is known now
 * @param told what people are told about it; null for nothing
 */
record Detail(FollowedInstance instance, @Nullable Impact told) {

    /** Nothing new about the instance. */
    static Detail nothing(FollowedInstance instance) {
        return new Detail(instance, null);
    }

    /**
     * What is new. People are told once: when nothing is missing any more, or what there is when the time is up.
     *
     * @param found what was found now; null when it was not looked up
     */
    static Detail of(FollowedInstance before, @Nullable Impact found, boolean timeIsUp) {
        if (found == null) {
            return nothing(before);
        }
        if (found.completeness().partial() && !timeIsUp) {
            return nothing(before);
        }
        if (!more(before, found)) {
            return nothing(before.givenUp());
        }
        FollowedInstance now = RecoveryState.instance(found, worse(before, found), before.threads(), before.elsewhere())
                .givenUp();
        return new Detail(now, found);
    }

    /** How bad it is by all that people were told. */
    private static Severity worse(FollowedInstance before, Impact found) {
        return Collections.max(List.of(Severity.valueOf(before.severity()), Severity.of(found)));
    }

    /** Whether something is known now that was not. */
    private static boolean more(FollowedInstance before, Impact found) {
        return !found.completeness().partial()
                || found.standaloneTasks().size() + found.daemonTasks() > before.leftOver()
                || (found.cluster() != null && before.cluster() == null)
                || (found.instance() != null && before.type() == null)
                || found.services().stream()
                        .map(AffectedService::name)
                        .anyMatch(name -> !before.services().containsKey(name));
    }
}
