package org.spotalert.pipeline.recovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.spotalert.model.Alert;
import org.spotalert.model.Interruption.Subject;
import org.spotalert.model.JointSeverity;
import org.spotalert.pipeline.intake.FollowUp.FollowedInstance;
import org.spotalert.pipeline.notify.DeliveryReport;
import org.spotalert.pipeline.notify.SentBatch;

/** Which channels have which of some warnings, with nobody who follows them there, and in which threads they told them. */
final class NewlyNotified {

    private final Map<Subject, Alert> warnings;
    private final JointSeverity severity;
    private final DeliveryReport report;
    private final Map<String, List<Alert>> claimed = new TreeMap<>();
    private final Map<Subject, Map<String, String>> threads = new HashMap<>();
    /** What somebody follows for other channels. */
    private final Set<Subject> followed = new HashSet<>();

    private NewlyNotified(List<Alert> warnings, DeliveryReport report) {
        this.warnings = bySubject(warnings);
        this.severity = JointSeverity.of(warnings);
        this.report = report;
    }

    /**
     * What the report says of these warnings.
     *
     * @param thread the thread of a message about these alerts
     * @param claim claims those of the warnings that nobody follows for the channel, and returns them
     */
    static NewlyNotified of(
            List<Alert> warnings,
            DeliveryReport report,
            Function<List<Alert>, String> thread,
            BiFunction<String, List<Alert>, List<Alert>> claim) {
        NewlyNotified told = new NewlyNotified(warnings, report);
        report.tellings().forEach(telling -> told.add(telling, thread, claim));
        return told;
    }

    private void add(
            SentBatch telling,
            Function<List<Alert>, String> thread,
            BiFunction<String, List<Alert>, List<Alert>> claim) {
        Map<Subject, Alert> told = bySubject(telling.alerts());
        told.keySet().retainAll(warnings.keySet());
        if (told.isEmpty()) {
            return;
        }
        List<Alert> free = claim.apply(telling.channel(), List.copyOf(told.values()));
        claimed.computeIfAbsent(telling.channel(), channel -> new ArrayList<>()).addAll(free);
        Set<Subject> unfollowed = bySubject(free).keySet();
        if (telling.itself()) {
            String toldIn = thread.apply(telling.alerts());
            unfollowed.forEach(subject ->
                    threads.computeIfAbsent(subject, any -> new TreeMap<>()).put(telling.channel(), toldIn));
        }
        told.keySet().stream().filter(subject -> !unfollowed.contains(subject)).forEach(followed::add);
    }

    /** The claimed warnings by channel; a channel whose fallback has told people in its place is among them. */
    Map<String, List<Alert>> claimed() {
        return claimed;
    }

    /** The warned instances that are to be followed, for these channels and no others. */
    List<FollowedInstance> instances() {
        return warnings.entrySet().stream()
                .filter(warning -> threads.containsKey(warning.getKey()))
                .map(warning -> instance(warning.getKey(), warning.getValue()))
                .toList();
    }

    private FollowedInstance instance(Subject subject, Alert warning) {
        Map<String, String> told = threads.getOrDefault(subject, Map.of());
        // Who hears of it by a detail only is told by those who follow it first.
        Set<String> elsewhere = new HashSet<>(followed.contains(subject) ? report.channels() : report.missing(subject));
        elsewhere.removeAll(told.keySet());
        return RecoveryState.instance(warning.impact(), severity.warned(warning), told, elsewhere);
    }

    private static Map<Subject, Alert> bySubject(Collection<Alert> alerts) {
        Map<Subject, Alert> bySubject = new LinkedHashMap<>();
        alerts.forEach(
                alert -> bySubject.putIfAbsent(alert.impact().interruption().subject(), alert));
        return bySubject;
    }
}
