package org.spotalert.pipeline.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.fleet.reclaims.Reclaim;
import org.spotalert.fleet.reclaims.Unseen;

/**
 * What an audit has found.
 *
 * @param since the earliest end that it is about
 * @param at when it was made
 * @param findings one for each instance that AWS has taken, the earliest end first
 * @param unseen what could not be seen; empty when the findings are all
 */
public record AuditReport(Instant since, Instant at, List<Finding> findings, List<Unseen> unseen) {

    public AuditReport {
        findings = List.copyOf(findings);
        unseen = List.copyOf(unseen);
    }

    /** The same report, of which something more could not be seen. */
    public AuditReport with(Unseen more) {
        return new AuditReport(
                since,
                at,
                findings,
                Stream.concat(unseen.stream(), Stream.of(more)).toList());
    }

    /** How many have each verdict. */
    @JsonProperty
    public Map<AuditVerdict, Count> verdicts() {
        Map<AuditVerdict, Count> verdicts = new EnumMap<>(AuditVerdict.class);
        for (AuditVerdict verdict : AuditVerdict.values()) {
            verdicts.put(verdict, count(verdict));
        }
        return verdicts;
    }

    /** How many have this verdict. */
    public Count count(AuditVerdict verdict) {
        return count(finding -> finding.verdict() == verdict);
    }

    /** How many people were to be notified of, and nobody was. */
    @JsonProperty
    public Count missed() {
        return count(finding -> finding.verdict().missed());
    }

    /** How many of these people are still to be notified of. */
    Count unreported() {
        return count(Finding::toReport);
    }

    /** How many AWS has taken. */
    @JsonProperty
    public Count taken() {
        return count(finding -> true);
    }

    private Count count(Predicate<Finding> which) {
        return new Count(findings.stream().filter(which).count(), complete());
    }

    /** Whether all could be seen. */
    @JsonProperty
    public boolean complete() {
        return unseen.isEmpty();
    }

    /** Whether all was seen, and nothing was missed. */
    public boolean good() {
        return complete() && missed().number() == 0;
    }

    /** The counts in one line. */
    public String summary() {
        return taken() + " taken: "
                + verdicts().entrySet().stream()
                        .filter(verdict ->
                                verdict.getKey().missed() || verdict.getValue().number() > 0)
                        .map(verdict ->
                                verdict.getValue() + " " + verdict.getKey().words())
                        .collect(Collectors.joining(", "));
    }

    /** What people are to be notified of. */
    List<Reclaim> toReport() {
        return findings.stream().filter(Finding::toReport).map(Finding::reclaim).toList();
    }
}
