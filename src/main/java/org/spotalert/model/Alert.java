package org.spotalert.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An impact with the decision about it: what the channels tell people, once the decision is to send.
 *
 * @param remarks what people should know about this delivery before anything else, one sentence each; usually empty
 * @param thread the thread of the warning that this follows; null for the warning itself
 * @param threads the channels that were told of that warning, each with the thread in which it was told; empty for the
 *     warning itself, and where that is not known
 * @param elsewhere the channels to which other alerts tell what this one does, since they were told of the warning at another
 *     time; usually empty
 * @param ending how it ended; null as long as that is not what the alert tells. A detail has one when it shows that nothing
 *     is lost
 * @param drains whether the container instance is set to draining once the alert is told
 */
public record Alert(
        Impact impact,
        Decision decision,
        AlertKind kind,
        List<String> remarks,
        @Nullable String thread,
        Map<String, String> threads,
        Set<String> elsewhere,
        @Nullable Resolution ending,
        boolean drains) {

    public Alert {
        remarks = List.copyOf(remarks);
        threads = Map.copyOf(threads);
        elsewhere = Set.copyOf(elsewhere);
    }

    /** An alert for all channels. */
    public Alert(
            Impact impact,
            Decision decision,
            AlertKind kind,
            List<String> remarks,
            @Nullable String thread,
            Map<String, String> threads,
            @Nullable Resolution ending,
            boolean drains) {
        this(impact, decision, kind, remarks, thread, threads, Set.of(), ending, drains);
    }

    /** An alert without remarks that follows none. */
    public Alert(Impact impact, Decision decision, AlertKind kind) {
        this(impact, decision, kind, List.of());
    }

    /** An alert that follows none. */
    public Alert(Impact impact, Decision decision, AlertKind kind, List<String> remarks) {
        this(impact, decision, kind, remarks, null, Map.of(), null, false);
    }

    /** The same alert with one more remark. */
    public Alert withRemark(String remark) {
        return new Alert(impact, decision, kind, and(remark), thread, threads, elsewhere, ending, drains);
    }

    /** The same alert, whose container instance is set to draining afterwards, with a remark that says so. */
    public Alert draining(String remark) {
        return new Alert(impact, decision, kind, and(remark), thread, threads, elsewhere, ending, true);
    }

    /** The same alert as this channel tells it: in the thread in which it told the warning, if it did. */
    public Alert at(String channel) {
        return new Alert(
                impact,
                decision,
                kind,
                remarks,
                threads.containsKey(channel) ? threads.get(channel) : thread,
                threads,
                elsewhere,
                ending,
                drains);
    }

    private List<String> and(String remark) {
        return Stream.concat(remarks.stream(), Stream.of(remark)).toList();
    }

    /** What it announces, as message attributes and conditions name it: the notice of a warning, or its own kind. */
    public String announces() {
        return kind == AlertKind.WARNING
                ? impact.interruption().kind().name().toLowerCase(Locale.ROOT)
                : kind.toString();
    }

    /** Whether it tells what followed a warning: details, or how it ended. */
    public boolean follows() {
        return kind != AlertKind.WARNING;
    }

    /** How bad it is, by what is known. */
    public Severity severity() {
        return switch (kind) {
            case WARNING, DETAIL -> warned();
            case RECOVERED -> Severity.INFO;
            case NOT_RECOVERED ->
                impact.services().stream().anyMatch(AffectedService::critical) ? Severity.CRITICAL : Severity.WARNING;
        };
    }

    /** Whether it says that nothing is left to do about what it tells of. */
    public boolean settles() {
        return ending == null ? kind == AlertKind.RECOVERED : ending.settled();
    }

    /** How bad the warning was that it belongs to: who was told of the one is to be told of the other. */
    public Severity warned() {
        return ending == null ? worst(impact) : ending.warned();
    }

    /** Whether it tells of tasks that are being lost; a recommendation does not, nor how it ended. */
    boolean losesNow() {
        return (kind == AlertKind.WARNING || kind == AlertKind.DETAIL)
                && impact.interruption().kind().certain();
    }

    /** How bad what is known of an interruption is. */
    public static Severity worst(Impact impact) {
        if (!impact.interruption().kind().certain()) {
            return Severity.INFO;
        }
        boolean critical = !impact.standaloneTasks().isEmpty()
                || impact.services().stream().anyMatch(AffectedService::critical);
        return critical ? Severity.CRITICAL : Severity.WARNING;
    }
}
