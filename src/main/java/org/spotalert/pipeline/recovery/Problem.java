package org.spotalert.pipeline.recovery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Recovery;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.pipeline.intake.FollowUp;
import org.spotalert.pipeline.intake.FollowUp.FollowedInstance;
import org.spotalert.pipeline.intake.FollowUp.FollowedService;

/** Why a service is not whole. */
final class Problem {

    private Problem() {}

    /** Why the service is not whole, for a reader; null when it is. */
    static @Nullable String of(FollowedService service, FollowUp followUp, Recovery recovery, Instant now) {
        ServiceSnapshot figures = recovery.services().get(RecoveryState.question(service));
        if (figures == null) {
            return "it could not be looked up (" + String.join("; ", recovery.problems()) + ")";
        }
        if (!figures.stable()) {
            if (figures.problem() != null) {
                return figures.problem();
            }
            return figures.deploymentComplete() ? "tasks are missing" : "its deployment is not complete";
        }
        return followUp.instances().stream()
                .filter(instance -> RecoveryState.loses(instance, service))
                .filter(instance -> !gone(instance, recovery, now))
                .map(instance ->
                        "ECS still counts tasks on " + instance.interruption().resourceId())
                .findFirst()
                .orElse(null);
    }

    /**
     * Whether the tasks on the interrupted instance have stopped, so that the service's figures no longer count them: ECS
     * says so, or, where it does not tell, the time of the warning is over.
     */
    private static boolean gone(FollowedInstance instance, Recovery recovery, Instant now) {
        Recovery.MemberAt member = RecoveryState.member(instance);
        Integer tasks = member == null ? null : recovery.tasks().get(member);
        if (tasks == null || (instance.partial() && tasks > 0)) {
            return !now.isBefore(goneAt(instance.interruption()));
        }
        return tasks <= instance.leftOver();
    }

    private static Instant goneAt(Interruption interruption) {
        Instant warned = interruption.noticedAt().plus(InterruptionKind.WARNING_TIME);
        Instant goes = interruption.terminatesAt();
        return goes != null && goes.isAfter(warned) ? goes : warned;
    }
}
