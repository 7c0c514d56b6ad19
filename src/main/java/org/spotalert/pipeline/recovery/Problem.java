package org.spotalert.pipeline.recovery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.RecoveryLookup.EcsRef;
import org.spotalert.fleet.RecoveryLookup.Result;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Prospects;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.model.ServiceStatus;

/** Why a service is not stable. */
final class Problem {

    private Problem() {}

    /** Why the service is not stable, for a reader; null when it is. */
    static @Nullable String of(EcsRef service, IncidentGroup group, Result figures, Instant now) {
        ServiceSnapshot snapshot = figures.services().get(service);
        if (snapshot == null) {
            return "it could not be looked up (" + String.join("; ", figures.problems()) + ")";
        }
        if (!snapshot.stable()) {
            if (snapshot.problem() != null) {
                return snapshot.problem();
            }
            return snapshot.deploymentComplete() ? "tasks are missing" : "its deployment is not complete";
        }
        return group.members().stream()
                .filter(member -> member.services().containsKey(service))
                .filter(member -> !gone(member, figures, now))
                .map(member ->
                        "ECS still counts tasks on " + member.interruption().resourceId())
                .findFirst()
                .orElse(null);
    }

    /** When ECS last said that it cannot place a task of the service, which is not stable; long ago when it has not. */
    static Instant unplacedAt(@Nullable ServiceSnapshot snapshot) {
        ServiceStatus status = snapshot == null || snapshot.stable() ? null : snapshot.status();
        Prospects.Unplaced unplaced = status == null ? null : status.prospects().unplaced();
        return unplaced == null ? Instant.MIN : unplaced.at();
    }

    /**
     * Whether the tasks on the interrupted instance have stopped, so that the service's figures no longer count them: by ECS's
     * word, or, without one, when the time of the warning is over.
     */
    private static boolean gone(Member member, Result figures, Instant now) {
        EcsRef instance = member.containerInstance();
        Integer tasks = instance == null ? null : figures.tasks().get(instance);
        if (tasks == null || (member.partial() && tasks > 0)) {
            return !now.isBefore(goneAt(member.interruption()));
        }
        return tasks <= member.leftOver();
    }

    private static Instant goneAt(Interruption interruption) {
        Instant warned = interruption.noticedAt().plus(InterruptionKind.WARNING_TIME);
        Instant goes = interruption.terminatesAt();
        return goes != null && goes.isAfter(warned) ? goes : warned;
    }
}
