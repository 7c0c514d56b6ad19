package org.spotalert.channel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spotalert.enrich.AffectedService;
import org.spotalert.enrich.Impact;
import org.spotalert.enrich.ServiceStatus;
import org.spotalert.event.InstanceAction;
import org.spotalert.event.InterruptionKind;

/** What to look at first. */
final class Advice {

    private static final int NAMED = 3;

    private Advice() {}

    /** The advice for an impact, most urgent first; never empty. */
    static List<String> about(Impact impact, boolean late) {
        List<String> advice = new ArrayList<>();
        if (late) {
            advice.add("The instance should be gone by now: check that the services have recovered.");
        } else if (impact.interruption().action() == InstanceAction.HIBERNATE) {
            advice.add("Hibernation gives no warning time: check that the services have recovered.");
        }
        if (impact.completeness().partial()) {
            advice.add("Not everything is known: open the links and see what runs on the instance.");
        }
        services(impact, advice);
        if (!impact.standaloneTasks().isEmpty()) {
            advice.add("Standalone tasks are not started again by anyone: start them elsewhere if they matter.");
        }
        draining(impact, advice);
        if (impact.interruption().kind() == InterruptionKind.REBALANCE_RECOMMENDATION) {
            advice.add("There is no deadline yet: drain the instance if its tasks need more than two minutes to move.");
        }
        if (advice.isEmpty()) {
            advice.add("Watch that ECS places the replacement tasks.");
        }
        return advice;
    }

    private static void services(Impact impact, List<String> advice) {
        List<String> below = impact.services().stream()
                .filter(AffectedService::dropsBelowMinimum)
                .map(AffectedService::name)
                .toList();
        if (!below.isEmpty()) {
            advice.add("Look first at " + named(below) + ": too few tasks keep running.");
        }
        boolean stuck = impact.services().stream().map(AffectedService::status).anyMatch(Advice::cannotStopFirst);
        if (stuck) {
            advice.add("A minimum healthy percent of 100 makes ECS start replacements before it stops tasks:"
                    + " there may be too little time or room for that.");
        }
    }

    private static boolean cannotStopFirst(@Nullable ServiceStatus status) {
        return status != null && status.minimumHealthyPercent() >= 100;
    }

    /** An agent that drains Spot Instances does so within seconds of the notice. */
    private static void draining(Impact impact, List<String> advice) {
        if (impact.containerInstance() != null
                && impact.containerInstance().status().equals("ACTIVE")
                && impact.interruption().kind() == InterruptionKind.INTERRUPTION_WARNING) {
            advice.add("The container instance is still ACTIVE: is ECS_ENABLE_SPOT_INSTANCE_DRAINING set on it?");
        }
    }

    private static String named(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }
}
