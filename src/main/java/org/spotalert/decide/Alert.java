package org.spotalert.decide;

import java.util.List;
import java.util.stream.Stream;
import org.spotalert.enrich.AffectedService;
import org.spotalert.enrich.Impact;
import org.spotalert.event.InterruptionKind;

/**
 * An impact with the decision about it: what the channels tell people, once the decision is to send.
 *
 * @param remarks what people should know about this delivery before anything else, one sentence each; usually empty
 */
public record Alert(Impact impact, Decision decision, AlertKind kind, List<String> remarks) {

    public Alert {
        remarks = List.copyOf(remarks);
    }

    /** An alert without remarks. */
    public Alert(Impact impact, Decision decision, AlertKind kind) {
        this(impact, decision, kind, List.of());
    }

    /** The same alert with one more remark. */
    public Alert withRemark(String remark) {
        return new Alert(
                impact,
                decision,
                kind,
                Stream.concat(remarks.stream(), Stream.of(remark)).toList());
    }

    /** How bad it is, by what is known. */
    public Severity severity() {
        if (impact.interruption().kind() == InterruptionKind.REBALANCE_RECOMMENDATION) {
            return Severity.INFO;
        }
        boolean critical = !impact.standaloneTasks().isEmpty()
                || impact.services().stream().anyMatch(AffectedService::dropsBelowMinimum)
                || impact.services().stream().anyMatch(AffectedService::singleTask);
        return critical ? Severity.CRITICAL : Severity.WARNING;
    }
}
