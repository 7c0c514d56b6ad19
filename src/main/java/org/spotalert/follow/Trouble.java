package org.spotalert.follow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.spotalert.enrich.Recovery;
import org.spotalert.enrich.ServiceFigures;
import org.spotalert.event.FollowUp;
import org.spotalert.event.FollowUp.FollowedInstance;
import org.spotalert.event.FollowUp.FollowedService;
import org.spotalert.event.Interruption;

/** Why a service is not whole. */
final class Trouble {

    private Trouble() {}

    /** Why the service is not whole, for a reader; null when it is. */
    static @Nullable String of(FollowedService service, FollowUp followUp, Recovery recovery, Instant now) {
        ServiceFigures figures = recovery.services().get(Followed.question(service));
        if (figures == null) {
            return "it could not be looked up (" + String.join("; ", recovery.problems()) + ")";
        }
        if (!figures.whole()) {
            if (figures.trouble() != null) {
                return figures.trouble();
            }
            return figures.deploymentComplete() ? "tasks are missing" : "its deployment is not complete";
        }
        return followUp.instances().stream()
                .filter(instance -> Followed.loses(instance, service))
                .filter(instance -> !gone(instance, recovery, now))
                .map(instance ->
                        "ECS still counts tasks on " + instance.interruption().instanceId())
                .findFirst()
                .orElse(null);
    }

    /**
     * Whether the tasks on the interrupted instance have stopped, so that the service's figures no longer count them: ECS
     * says so, or, where it does not tell, the time of the warning is over.
     */
    private static boolean gone(FollowedInstance instance, Recovery recovery, Instant now) {
        Recovery.MemberAt member = Followed.member(instance);
        Integer tasks = member == null ? null : recovery.tasks().get(member);
        if (tasks == null || (instance.partial() && tasks > 0)) {
            return !now.isBefore(goneAt(instance.interruption()));
        }
        return tasks <= instance.leftOver();
    }

    private static Instant goneAt(Interruption interruption) {
        Instant warned = interruption.noticedAt().plus(Interruption.WARNING_TIME);
        Instant goes = interruption.goesAt();
        return goes != null && goes.isAfter(warned) ? goes : warned;
    }
}
