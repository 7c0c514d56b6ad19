package org.spotalert.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How bad alerts are that are sent together: a service may bear each of its losses alone, and not all of them.
 *
 * @param inDanger the services that keep less than their share once all of it is lost
 */
public record JointSeverity(Set<LostService.Key> inDanger) {

    /** What follows for each of these alerts from all of them; each instance counts once, by its first alert. */
    public static JointSeverity of(Collection<Alert> alerts) {
        Map<String, Impact> impacts = new LinkedHashMap<>();
        for (Alert alert : alerts) {
            if (alert.losesNow()) {
                impacts.putIfAbsent(Incident.instanceKey(alert.interruption()), alert.impact());
            }
        }
        return new JointSeverity(LostService.merge(impacts.values()).stream()
                .filter(lost -> lost.service().critical())
                .map(LostService::key)
                .collect(Collectors.toSet()));
    }

    public boolean critical() {
        return !inDanger.isEmpty();
    }

    /** How bad the warning is, or was, that the alert belongs to. */
    public Severity warned(Alert alert) {
        Interruption from = alert.interruption();
        boolean joint = alert.losesNow()
                && alert.impact().services().stream()
                        .anyMatch(service -> inDanger.contains(LostService.Key.of(from, service)));
        return joint ? Severity.CRITICAL : alert.warned();
    }
}
