package org.spotalert.decide;

import org.spotalert.enrich.AffectedService;
import org.spotalert.enrich.Impact;
import org.spotalert.event.InterruptionKind;

/** An impact with the decision about it: what the channels tell people, once the decision is to send. */
public record Alert(Impact impact, Decision decision, AlertKind kind) {

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
