package org.spotalert.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An impact with the decision about it: what the channels say, once the decision is to send. */
public sealed interface Alert {

    Impact impact();

    default Interruption interruption() {
        return impact().interruption();
    }

    Decision decision();

    /** What readers should know about this delivery before anything else, one sentence each; usually empty. */
    List<String> remarks();

    AlertKind kind();

    /** How bad it is, by what is known. */
    default Severity severity() {
        return warned();
    }

    /** How bad the warning was that it belongs to: whoever received the one is to receive the other. */
    Severity warned();

    /** The same alert with one more remark. */
    Alert withRemark(String remark);

    /** The warning that this belongs to, as the channels sent it; none for the warning itself. */
    default Origin origin() {
        return Origin.NONE;
    }

    /** How the interruption ended; null as long as the alert does not say that. */
    default @Nullable RecoveryOutcome outcome() {
        return null;
    }

    /** Whether the container instance is set to draining once the alert is sent. */
    default boolean drains() {
        return false;
    }

    /** The same alert as this channel sends it: in the thread of its warning, if it sent that. */
    default Alert forChannel(String channel) {
        return this;
    }

    /** What it announces, as message attributes and conditions name it: the notice of a warning, or its own kind. */
    default String announces() {
        return kind().toString();
    }

    /** Whether it says that nothing is left to do about the interruption. */
    default boolean resolves() {
        RecoveryOutcome outcome = outcome();
        return outcome != null && outcome.resolved();
    }

    /** Whether tasks are being lost now: not for a recommendation, nor once the interruption has ended. */
    default boolean losesNow() {
        return interruption().kind().certain();
    }

    record Warning(Impact impact, Decision decision, List<String> remarks, boolean drains) implements Alert {

        /** A warning with no other remark than by which way it came, if that is not the usual one. */
        public Warning(Impact impact, Decision decision) {
            this(impact, decision, impact.interruption().source().remarks(), false);
        }

        @Override
        public AlertKind kind() {
            return AlertKind.WARNING;
        }

        @Override
        public Severity warned() {
            return Severity.of(impact);
        }

        @Override
        public String announces() {
            return impact.interruption().kind().name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Warning withRemark(String remark) {
            return new Warning(impact, decision, and(remarks, remark), drains);
        }

        /** The same warning, whose container instance is set to draining afterwards, with a remark that says so. */
        public Warning draining(String remark) {
            return new Warning(impact, decision, and(remarks, remark), true);
        }
    }

    /**
     * What a partial warning could not say yet.
     *
     * @param outcome null unless nothing is lost
     */
    record Detail(
            Impact impact,
            Decision decision,
            List<String> remarks,
            Origin origin,
            @Nullable RecoveryOutcome outcome) implements Alert {

        @Override
        public AlertKind kind() {
            return AlertKind.DETAIL;
        }

        @Override
        public Severity warned() {
            return outcome == null ? Severity.of(impact) : outcome.warned();
        }

        @Override
        public Detail withRemark(String remark) {
            return new Detail(impact, decision, and(remarks, remark), origin, outcome);
        }

        @Override
        public Detail forChannel(String channel) {
            return new Detail(impact, decision, remarks, origin.forChannel(channel), outcome);
        }
    }

    /**
     * How it ended: the services run all their tasks again, or do not within the time allowed. Or how it stands, when ECS says
     * that it cannot place tasks.
     */
    record Resolution(Impact impact, Decision decision, List<String> remarks, Origin origin, RecoveryOutcome outcome)
            implements Alert {

        @Override
        public AlertKind kind() {
            if (!outcome.last()) {
                return AlertKind.UNPLACED;
            }
            return outcome.recovered() ? AlertKind.RECOVERED : AlertKind.NOT_RECOVERED;
        }

        @Override
        public Severity severity() {
            if (outcome.recovered()) {
                return Severity.INFO;
            }
            return impact.services().stream().anyMatch(AffectedService::critical)
                    ? Severity.CRITICAL
                    : Severity.WARNING;
        }

        @Override
        public Severity warned() {
            return outcome.warned();
        }

        @Override
        public boolean losesNow() {
            return false;
        }

        @Override
        public Resolution withRemark(String remark) {
            return new Resolution(impact, decision, and(remarks, remark), origin, outcome);
        }

        @Override
        public Resolution forChannel(String channel) {
            return new Resolution(impact, decision, remarks, origin.forChannel(channel), outcome);
        }
    }

    /**
     * The warning that a later alert belongs to, as the channels sent it.
     *
     * @param thread the thread of the warning; null when that is not known
     * @param threads the channels that sent the warning, each with the thread in which it did; empty when not known
     * @param otherChannels the channels for which other alerts say the same, since they sent the warning at another time
     */
    record Origin(@Nullable String thread, Map<String, String> threads, Set<String> otherChannels) {

        public static final Origin NONE = new Origin(null, Map.of(), Set.of());

        public Origin {
            threads = Map.copyOf(threads);
            otherChannels = Set.copyOf(otherChannels);
        }

        Origin forChannel(String channel) {
            return new Origin(threads.getOrDefault(channel, thread), threads, otherChannels);
        }
    }

    private static List<String> and(List<String> remarks, String remark) {
        return Stream.concat(remarks.stream(), Stream.of(remark)).toList();
    }
}
