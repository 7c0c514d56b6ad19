package org.spotalert.cli.readiness;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.SpotUse;
import org.spotalert.fleet.TaskDefinitions.Stop;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Prospects;
import org.spotalert.model.Prospects.Rollout;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.model.ServiceStatus;

/** What is checked of a service or of standalone tasks. What AWS does not say is no fault. */
public enum ReadinessCheck {
    ONE_TASK("run two tasks or more", ofService(status -> status.desired() == 1 ? "its only task may go" : null)),

    ONLY_SPOT(
            "add an On-Demand capacity provider with a base to its strategy",
            subject -> Boolean.FALSE.equals(subject.use().onDemand())
                    ? "ECS starts its tasks on Spot capacity alone"
                    : null),

    ONE_ZONE(
            "spread its tasks over Availability Zones, and give it subnets in several",
            subject -> alike(subject.use(), subject.use().zones(), "all its tasks are in ")),

    ONE_TYPE(
            "let its Auto Scaling group launch several instance types",
            subject -> alike(subject.use(), subject.use().types(), "all its tasks are on instances of type ")),

    STOP_TIMEOUT(
            "handle SIGTERM in its containers, and set their stopTimeout, to 120 s at most",
            subject -> stopping(subject.use().stop())),

    /** ECS stops a task's containers only when its load balancers have let go of it. */
    DEREGISTRATION_DELAY(
            "lower deregistration_delay.timeout_seconds of its target groups, to 120 s at most with the stopTimeout",
            ReadinessCheck::deregistering),

    MINIMUM_HEALTHY(
            "raise minimumHealthyPercent, or correct the tag spot-alerts:critical-below",
            subject -> subject.status()
                    .filter(status -> status.minimumHealthyPercent() < subject.needed(status))
                    .map(status -> "ECS may stop tasks down to " + status.minimumHealthyPercent()
                            + " %, and it is in danger below " + subject.needed(status) + " %")
                    .orElse(null)),

    DRAINING(
            "set ECS_ENABLE_SPOT_INSTANCE_DRAINING=true for the ECS agent, or SPOT_DRAIN=true for this program",
            subject -> {
                Set<String> open = new TreeSet<>(subject.use().instances());
                open.retainAll(subject.taken());
                return open.isEmpty() ? null : "AWS takes " + String.join(", ", open) + ", and nobody drains it";
            }),

    DEPLOYMENT("end the deployment: roll it back, or correct what ECS names", ReadinessCheck::stuck),

    STANDALONE(
            "run them as a service, or start them again by a rule for events of stopped tasks",
            subject -> subject.use().service() == null
                    ? "standalone tasks, which nobody starts again: "
                            + subject.use().tasks()
                    : null);

    private static final long LEFT = InterruptionKind.WARNING_TIME.toSeconds();

    private final String change;

    @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
    private final Function<Subject, @Nullable String> fault;

    ReadinessCheck(String change, Function<Subject, @Nullable String> fault) {
        this.change = change;
        this.fault = fault;
    }

    /**
     * Why a service is not fit for Spot capacity.
     *
     * @param found what it does that it should not
     * @param change what to do about it
     */
    record Fault(ReadinessCheck check, String found, String change) {}

    /**
     * What is checked.
     *
     * @param criticalBelow the share in percent below which a service is in danger, where its tags say nothing else
     * @param delay the longest deregistration delay of its target groups in seconds, as far as AWS says it; 0 when it has none
     * @param taken the instances that AWS has announced to take so long ago that an agent would have drained them
     */
    public record Subject(SpotUse use, int criticalBelow, int delay, Set<String> taken) {

        /** What is not right with it. */
        public Stream<Fault> faults() {
            return Stream.of(values())
                    .flatMap(check -> Stream.ofNullable(check.fault.apply(this))
                            .map(found -> new Fault(check, found, check.change)));
        }

        private Optional<ServiceStatus> status() {
            return use.status();
        }

        private int needed(ServiceStatus status) {
            return status.neededPercent(criticalBelow);
        }
    }

    private static Function<Subject, @Nullable String> ofService(Function<ServiceStatus, @Nullable String> fault) {
        return subject -> subject.status().map(fault).orElse(null);
    }

    private static @Nullable String alike(SpotUse use, Set<String> places, String found) {
        return use.service() != null && use.tasks() > 1 && places.size() == 1
                ? found + places.iterator().next()
                : null;
    }

    private static @Nullable String stopping(@Nullable Stop stop) {
        if (stop == null || (stop.chosen() && stop.seconds() <= LEFT)) {
            return null;
        }
        return stop.chosen()
                ? "a container gets " + stop.seconds() + " s to stop, and AWS leaves " + LEFT + " s"
                : "its task definition names no stopTimeout: ECS kills its containers after " + stop.seconds() + " s";
    }

    private static @Nullable String deregistering(Subject subject) {
        return subject.delay() <= LEFT
                ? null
                : "a target group lets go of a task after " + subject.delay() + " s, and AWS leaves " + LEFT + " s";
    }

    private static @Nullable String stuck(Subject subject) {
        ServiceSnapshot service = subject.use().service();
        Prospects prospects = subject.status().map(ServiceStatus::prospects).orElse(Prospects.UNKNOWN);
        if (service == null) {
            return null;
        }
        if (prospects.unplaced() != null) {
            return "ECS cannot place a task: " + prospects.unplaced().reason();
        }
        if (prospects.rollout() == Rollout.FAILED) {
            return "its deployment has failed: " + service.problem();
        }
        return prospects.rollout() == Rollout.IN_PROGRESS && service.problem() != null
                ? "its deployment does not end: " + service.problem()
                : null;
    }
}
