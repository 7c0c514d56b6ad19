package org.spotalert.pipeline.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.spotalert.fleet.reclaims.Reclaim;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification;
import org.spotalert.model.InterruptionKind;

/**
 * Finds exactly one verdict for each instance that AWS has taken.
 *
 * @param promised how many seconds shall be left when somebody is notified
 * @param ours the accounts that the program looks into; those of all others are not judged
 */
public record Judge(long promised, Predicate<String> ours) {

    /** A Spot request whose status changes with the end, or hardly sooner, has announced nothing. */
    private static final Duration ANNOUNCED_BEFORE = Duration.ofSeconds(30);
    /** CloudTrail's time may be some seconds before the real end. */
    private static final Duration CLOCKS = Duration.ofSeconds(15);

    private static final Set<InterruptionKind> ABOUT_THE_END = Set.of(
            InterruptionKind.INTERRUPTION_WARNING,
            InterruptionKind.RESERVATION_WARNING,
            InterruptionKind.TERMINATE_ACTION,
            InterruptionKind.STATE_CHANGE);

    /** The verdicts, given all incidents of these instances. */
    List<Finding> judge(Collection<Reclaim> reclaims, Collection<Incident> incidents) {
        Map<String, List<Incident>> byInstance = incidents.stream()
                .collect(Collectors.groupingBy(
                        incident -> incident.interruption().resourceId()));
        return reclaims.stream()
                .map(reclaim -> judge(reclaim, byInstance.getOrDefault(reclaim.instanceId(), List.of())))
                .toList();
    }

    private Finding judge(Reclaim reclaim, List<Incident> all) {
        String account = reclaim.place().account();
        if (account != null && !ours.test(account)) {
            return Finding.of(reclaim, AuditVerdict.NOT_OURS);
        }
        List<Incident> incidents =
                all.stream().filter(incident -> about(reclaim, incident)).toList();
        return notified(reclaim, incidents)
                .or(() -> suppressed(reclaim, incidents))
                .orElseGet(() -> Finding.of(
                                reclaim,
                                incidents.isEmpty() && !announced(reclaim)
                                        ? AuditVerdict.NEVER_ANNOUNCED
                                        : AuditVerdict.NOT_NOTIFIED)
                        .reported(all.stream().anyMatch(incident -> reported(reclaim, incident))));
    }

    private static boolean about(Reclaim reclaim, Incident incident) {
        Instant end = reclaim.at();
        Instant noticed = incident.interruption().noticedAt();
        return ABOUT_THE_END.contains(incident.interruption().kind())
                && (end == null
                        || (!noticed.isBefore(end.minus(Auditor.LONGEST_NOTICE))
                                && !noticed.isAfter(end.plus(Reclaim.SAME_END))));
    }

    private Optional<Finding> notified(Reclaim reclaim, List<Incident> incidents) {
        return incidents.stream()
                .flatMap(incident -> incident.notifications().stream()
                        .filter(sent -> sent.kind() == AlertKind.WARNING && sent.sent())
                        .map(sent -> secondsLeft(reclaim, sent)))
                .max(Comparator.naturalOrder())
                .map(left -> new Finding(
                        reclaim,
                        left >= promised ? AuditVerdict.IN_TIME : left > 0 ? AuditVerdict.LATE : AuditVerdict.AFTER_END,
                        left,
                        null,
                        false));
    }

    /** By the time that AWS had announced, unless the end came sooner or nothing was announced. */
    private static long secondsLeft(Reclaim reclaim, Notification sent) {
        Instant ended = reclaim.endedAt();
        Long announced = sent.secondsLeft();
        if (ended == null || (announced != null && !sent.at().isAfter(ended.plus(CLOCKS)))) {
            return announced == null ? 0 : announced;
        }
        return Duration.between(sent.at(), ended).toSeconds();
    }

    private static Optional<Finding> suppressed(Reclaim reclaim, List<Incident> incidents) {
        // What one rule lets through, another may suppress: nobody was notified as long as one shall be and is not.
        if (incidents.stream().anyMatch(incident -> !incident.suppressed())) {
            return Optional.empty();
        }
        return incidents.stream()
                .map(incident -> incident.judgement().rule())
                .min(Comparator.comparing(rule -> rule == Rule.NOT_IN_ECS))
                .map(rule -> new Finding(
                        reclaim,
                        rule == Rule.NOT_IN_ECS ? AuditVerdict.NOT_IN_ECS : AuditVerdict.SUPPRESSED,
                        null,
                        rule,
                        false));
    }

    private static boolean announced(Reclaim reclaim) {
        Instant announced = reclaim.announcedAt();
        Instant ended = reclaim.endedAt();
        return announced != null && (ended == null || !announced.isAfter(ended.minus(ANNOUNCED_BEFORE)));
    }

    private static boolean reported(Reclaim reclaim, Incident incident) {
        return incident.interruption().kind() == InterruptionKind.MISSED
                && reclaim.near(incident.interruption().noticedAt())
                && (incident.suppressed() || incident.warnedAt() != null);
    }
}
