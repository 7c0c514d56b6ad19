package org.spotalert.channels.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.spotalert.channels.message.AlertMessage.Scope;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.Severity;
import org.spotalert.platform.text.Names;
import org.spotalert.platform.text.TextSanitizer;

/**
 * The line people read on a locked screen, the most important first, as channels cut the end: what breaks and how far, then what
 * happens, where and when. {@code CRITICAL checkout 1 of 3 left (needs 3), search down - Spot reclaim in shop 04:17 UTC}. It has a
 * clock time, no time left, since it stays where it is read.
 *
 * @param severity the severity of the digest
 */
record Headline(Digest digest, Scope scope, Severity severity) {

    /** How many services the headline names of a message that says more below it. */
    static final int SERVICES = 2;
    /** How many services a message names that has the headline alone. */
    private static final int MOST_SERVICES = 9;

    private static final int CLUSTERS = 3;
    private static final int LONGEST_NAME = 40;

    String line() {
        return losses(SERVICES) + event(CLUSTERS);
    }

    /** Lines that name fewer and fewer services and clusters, down to one service. */
    List<String> lines() {
        String several = event(CLUSTERS);
        String one = event(1);
        Set<String> lines = new LinkedHashSet<>();
        for (int most = MOST_SERVICES; most > 0; most--) {
            String losses = losses(most);
            lines.add(losses + several);
            lines.add(losses + one);
        }
        lines.add(losses(1) + event(0));
        return List.copyOf(lines);
    }

    private String losses(int most) {
        return digest.alerts().stream().allMatch(Alert.Resolution.class::isInstance) ? resolution(most) : warning(most);
    }

    /** A name for a headline, cut to what leaves room for others. */
    static String name(String name) {
        return TextSanitizer.cut(TextSanitizer.line(name), LONGEST_NAME);
    }

    /** The phrases of the first services, and how many more there are. */
    static <T> List<String> first(Collection<T> services, int most, Function<T, String> phrase) {
        List<String> first = services.stream().limit(most).map(phrase).collect(Collectors.toCollection(ArrayList::new));
        if (services.size() > most) {
            first.add("+" + (services.size() - most));
        }
        return first;
    }

    private String resolution(int most) {
        return ResolutionText.of(digest).map(text -> text.headline(most)).orElseGet(() -> {
            boolean recovered = digest.alerts().stream().allMatch(alert -> alert.kind() == AlertKind.RECOVERED);
            return (recovered ? "RECOVERED " : "NOT RECOVERED ")
                    + String.join(
                            ", ",
                            first(
                                    digest.services(),
                                    most,
                                    lost -> name(lost.service().name())));
        });
    }

    private String warning(int most) {
        String late = digest.late() == digest.entries().size() ? "LATE " : "";
        boolean certain = digest.entries().stream()
                .anyMatch(entry -> entry.interruption().kind().certain());
        List<String> losses =
                first(digest.services(), most, lost -> named(lost.service()) + loss(lost.service(), certain));
        int tasks = digest.standaloneTasks();
        if (tasks > 0) {
            losses.add(tasks + (tasks == 1 ? " standalone task" : " standalone tasks"));
        }
        String partial = digest.partial() > 0 ? ", PARTIAL" : "";
        String nothing = digest.partial() > 0 ? "impact unknown" : "no tasks lost";
        return late + severity.name() + " " + (losses.isEmpty() ? nothing : String.join(", ", losses) + partial);
    }

    /** With its cluster where another of them has the same name. */
    private String named(AffectedService service) {
        boolean only = digest.services().stream()
                        .filter(lost -> lost.service().name().equals(service.name()))
                        .count()
                == 1;
        return name(service.name()) + (only ? "" : " in " + name(service.cluster()));
    }

    private static String loss(AffectedService service, boolean certain) {
        ServiceStatus status = service.status();
        if (status == null) {
            return " loses " + service.tasksOnInstance();
        }
        if (service.kept() == 0) {
            return (certain ? " down" : " would be down");
        }
        String kept = service.kept() + " of " + status.desired();
        String needs = service.dropsBelowMinimum() ? " (needs " + status.minimumHealthy() + ")" : "";
        return (certain ? " " + kept + " left" : " would keep " + kept) + needs;
    }

    /** {@code Spot reclaim in shop 04:17 UTC}, {@code reclaim of 60 Spot Instances in shop from 04:17 UTC}. */
    private String event(int clusters) {
        Digest.Entry next = digest.next();
        KindWords words = KindWords.of(next);
        boolean detail = digest.alerts().stream().anyMatch(alert -> alert.kind() == AlertKind.DETAIL);
        String what = digest.several()
                ? words.event(digest) + " of " + instances()
                : digest.adjective(next) + " " + words.event(digest);
        return " - " + (detail ? "more detail, " : "") + what + place(clusters) + when(next);
    }

    private String when(Digest.Entry next) {
        Timing time = next.time();
        if (!time.announced()) {
            return time.late() ? " of " + time.clock() : "";
        }
        boolean together =
                digest.entries().stream().allMatch(entry -> entry.time().clock().equals(time.clock()));
        return (together || time.over() ? " " : " from ") + time.clock();
    }

    private String instances() {
        List<String> notes = new ArrayList<>();
        for (KindWords words : KindWords.NOTED) {
            int count = digest.entriesOf(words.kind()).size();
            words.note(digest.next()).filter(note -> count > 0).ifPresent(note -> notes.add(count + " " + note));
        }
        if (digest.late() > 0 && digest.late() < digest.entries().size()) {
            notes.add(digest.late() + " LATE");
        }
        String counted = digest.entries().size() + " " + digest.noun();
        return notes.isEmpty() ? counted : counted + " (" + String.join(", ", notes) + ")";
    }

    private String place(int clusters) {
        if (clusters == 0) {
            return "";
        }
        Names known = new Names(
                scope.clusters().known().all().stream().map(Headline::name).toList());
        return known.all().equals(List.of(TextSanitizer.UNKNOWN))
                ? ", cluster unknown"
                : " in " + known.first(clusters);
    }
}
