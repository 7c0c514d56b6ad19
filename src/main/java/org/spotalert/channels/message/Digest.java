package org.spotalert.channels.message;

import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.JointSeverity;
import org.spotalert.model.LostService;
import org.spotalert.model.Severity;
import org.spotalert.platform.text.TextSanitizer;

/**
 * What a list of alerts says together: each instance once, by the most urgent of its alerts, and each service once, over
 * all instances.
 *
 * @param entries one for each instance, the worst and most urgent first
 * @param services the services that lose tasks on these instances, worst first
 * @param regions whether they are in several Regions
 * @param accounts whether they are in several accounts
 */
record Digest(List<Alert> alerts, List<Entry> entries, List<LostService> services, boolean regions, boolean accounts) {

    /** An instance, by the most urgent alert about it. */
    record Entry(Alert alert, Timing time) {

        Impact impact() {
            return alert.impact();
        }

        Interruption interruption() {
            return alert.interruption();
        }

        /** Whether AWS is about to take the instance. */
        boolean ahead() {
            return interruption().kind().certain() && time.announced() && !time.over();
        }

        /** Whether ECS still starts tasks there, and nobody drains it. */
        boolean active() {
            return "ACTIVE".equals(impact().status()) && !alert.drains();
        }
    }

    private static final Comparator<Entry> MOST_URGENT_FIRST = Comparator.<Entry, Severity>comparing(
                    entry -> entry.alert().severity())
            .reversed()
            .thenComparing(Entry::time, Timing.MOST_URGENT_FIRST);

    /**
     * The alerts as they read now, with times in the readers' zone.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Digest of(List<Alert> alerts, ZonedDateTime now) {
        if (alerts.isEmpty()) {
            throw new IllegalArgumentException("a message needs at least one alert");
        }
        Map<String, Entry> byInstance = new LinkedHashMap<>();
        alerts.stream()
                .map(alert -> new Entry(alert, Timing.of(alert.interruption(), now)))
                .sorted(MOST_URGENT_FIRST)
                .forEach(entry -> byInstance.putIfAbsent(Threading.incident(entry.interruption()), entry));
        List<Entry> entries = List.copyOf(byInstance.values());
        List<Impact> impacts = entries.stream().map(Entry::impact).toList();
        return new Digest(
                alerts,
                entries,
                LostService.merge(impacts),
                differ(entries, Interruption::region),
                differ(entries, Interruption::account));
    }

    /** Those whose notices are of this kind. */
    List<Entry> entriesOf(InterruptionKind kind) {
        return entries.stream()
                .filter(entry -> entry.interruption().kind() == kind)
                .toList();
    }

    /** Whether it is about more than one instance. */
    boolean several() {
        return entries.size() > 1;
    }

    /** What they are, in the plural. */
    String noun() {
        long tasks = count(entry -> entry.interruption().task() != null);
        // "EC2 instances", which holds for all, stands before "Spot Instances".
        String instances = entries.stream()
                .map(entry -> KindWords.of(entry).instances())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        if (tasks == 0) {
            return instances;
        }
        return tasks == entries.size() ? "Fargate tasks" : instances + " and Fargate tasks";
    }

    /** What one of them is, before what happens to it. */
    String adjective(Entry entry) {
        return entry.interruption().task() != null
                ? "Fargate Spot"
                : KindWords.of(entry).adjective();
    }

    int standaloneTasks() {
        return entries.stream()
                .mapToInt(entry -> entry.impact().standaloneTasks().size())
                .sum();
    }

    int daemonTasks() {
        return entries.stream().mapToInt(entry -> entry.impact().daemonTasks()).sum();
    }

    /** For how many of the instances something could not be looked up. */
    long partial() {
        return count(entry -> entry.impact().completeness().partial());
    }

    /** Whether each alert says that nothing is left to do. */
    boolean resolved() {
        return alerts.stream().allMatch(Alert::resolves);
    }

    /** Whether everything is known, and nothing that matters is lost: what only a later check can show. */
    boolean losesNothing() {
        return partial() == 0 && services.isEmpty() && standaloneTasks() == 0;
    }

    /** The instance that AWS takes next; one whose reclaim time has passed only when no other is left. */
    Entry next() {
        return entries.stream()
                .min(Comparator.comparing(Entry::time, Timing.MOST_URGENT_FIRST))
                .orElseThrow();
    }

    /** How many of the warnings are sent more than two minutes after their notices. */
    long late() {
        return count(entry ->
                entry.alert().kind() == AlertKind.WARNING && entry.time().late());
    }

    private long count(Predicate<Entry> which) {
        return entries.stream().filter(which).count();
    }

    /** The worst of the alerts; critical also when only all the warned instances together put a service in danger. */
    Severity severity() {
        Severity worst = alerts.stream()
                .map(Alert::severity)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        JointSeverity joint =
                JointSeverity.of(entries.stream().map(Entry::alert).toList());
        return joint.critical() ? Severity.CRITICAL : worst;
    }

    String place(LostService lost) {
        return place(lost.service().cluster(), lost.account(), lost.region());
    }

    /** The cluster's name, with Region and account as far as they differ within the digest. */
    String place(String cluster, @Nullable String account, String region) {
        return TextSanitizer.orUnknown(cluster)
                + (regions ? ", " + TextSanitizer.orUnknown(region) : "")
                + (accounts ? ", " + TextSanitizer.orUnknown(account) : "");
    }

    private static boolean differ(List<Entry> entries, Function<Interruption, @Nullable String> part) {
        return entries.stream()
                        .map(entry -> TextSanitizer.orUnknown(part.apply(entry.interruption())))
                        .filter(name -> !name.equals(TextSanitizer.UNKNOWN))
                        .distinct()
                        .count()
                > 1;
    }
}
