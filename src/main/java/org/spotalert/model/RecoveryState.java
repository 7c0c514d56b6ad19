package org.spotalert.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the recovery of one incident stands.
 *
 * @param leader the key of the first incident of those that were announced together: it has their chain of checks
 * @param severity the severity of the warning, or of its details where that is worse
 * @param incomplete whether checks look up what the warning lacks
 * @param result how it ended; null as long as that is unknown
 * @param chain the checks; null at all incidents but the leader
 */
public record RecoveryState(
        String leader,
        Severity severity,
        boolean incomplete,
        @Nullable Result result,
        @Nullable Chain chain) {

    /** How it ended, and how long after the notice. */
    public record Result(boolean recovered, Duration after) {}

    /**
     * The checks of incidents that were announced together.
     *
     * @param members the keys of the incidents, the leader's among them
     * @param thread the thread of the warning as a whole
     * @param nextCheck when the next check is due; null when the last one is over
     * @param below how long each service was seen below its minimum of running tasks
     */
    public record Chain(
            List<String> members,
            String thread,
            Instant begunAt,
            Instant deadline,
            Instant checkedAt,
            @Nullable Instant nextCheck,
            Map<String, Duration> below) {

        public Chain {
            members = List.copyOf(members);
            below = Map.copyOf(below);
        }

        /** A chain without incidents, whose checks have not begun. */
        public static Chain of(String thread, Instant now) {
            return new Chain(List.of(), thread, now, now, now, null, Map.of());
        }

        /** The same chain about these incidents as well. One that is over begins again, with this deadline. */
        public Chain joined(List<String> others, Instant now, Instant until, Instant next) {
            List<String> all =
                    Stream.concat(members.stream(), others.stream()).distinct().toList();
            return nextCheck == null
                    ? new Chain(all, thread, now, until, now, next, Map.of())
                    : new Chain(all, thread, begunAt, deadline, checkedAt, nextCheck, below);
        }

        public Chain checked(Instant at, Map<String, Duration> seen, @Nullable Instant next) {
            return new Chain(members, thread, begunAt, deadline, at, next, seen);
        }

        /** The same chain with another time for the next check; null when there is none. */
        public Chain scheduled(@Nullable Instant next) {
            return new Chain(members, thread, begunAt, deadline, checkedAt, next, below);
        }
    }

    /** When the next check is due; null at all incidents but the leader, and when the last check is over. */
    public @Nullable Instant nextCheck() {
        return chain == null ? null : chain.nextCheck();
    }

    public RecoveryState with(@Nullable Chain other) {
        return new RecoveryState(leader, severity, incomplete, result, other);
    }

    /** The same state, complete: no check looks up more. */
    public RecoveryState complete(Severity known) {
        return new RecoveryState(leader, known, false, result, chain);
    }

    /** The same state at its end; null where nothing had to recover. */
    public RecoveryState ended(@Nullable Result end) {
        return new RecoveryState(leader, severity, false, end, chain);
    }
}
