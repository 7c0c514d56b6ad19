package org.spotalert.channels.message;

import java.util.ArrayList;
import java.util.List;
import org.spotalert.channels.message.AlertMessage.Scope;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.ServiceStatus;
import org.spotalert.platform.text.Names;
import org.spotalert.platform.text.TextSanitizer;

/**
 * The line people read on a locked screen, the most important first, as channels cut the end: what breaks and how far, then what
 * happens, where and when. {@code CRITICAL checkout 1 of 3 left (needs 3), search down - Spot reclaim in shop 04:17 UTC}. It has a
 * clock time, no time left, since it stays where it is read.
 */
record Headline(Digest digest, Scope scope, Digest.Entry next) {

    /** How many services it names. */
    private static final int SERVICES = 2;

    private static final int CLUSTERS = 3;
    private static final int LONGEST_NAME = 40;

    String line() {
        return (digest.alerts().stream().allMatch(Alert.Resolution.class::isInstance) ? resolution() : warning())
                + " - " + event();
    }

    /** A name for a headline, cut to what leaves room for others. */
    static String name(String name) {
        return TextSanitizer.cut(TextSanitizer.line(name), LONGEST_NAME);
    }

    /** The phrases of the first services, and how many more there are. */
    static List<String> first(List<String> phrases) {
        List<String> first = new ArrayList<>(phrases.subList(0, Math.min(SERVICES, phrases.size())));
        if (phrases.size() > SERVICES) {
            first.add("+" + (phrases.size() - SERVICES));
        }
        return first;
    }

    private String resolution() {
        return ResolutionText.of(digest).map(ResolutionText::headline).orElseGet(() -> {
            boolean recovered = digest.alerts().stream().allMatch(alert -> alert.kind() == AlertKind.RECOVERED);
            List<String> names = digest.services().stream()
                    .map(lost -> name(lost.service().name()))
                    .toList();
            return (recovered ? "RECOVERED " : "NOT RECOVERED ") + String.join(", ", first(names));
        });
    }

    private String warning() {
        String late = digest.late() == digest.entries().size() ? "LATE " : "";
        boolean certain = digest.entries().stream()
                .anyMatch(entry -> entry.interruption().kind().certain());
        List<String> losses = first(digest.services().stream()
                .map(lost -> named(lost.service()) + loss(lost.service(), certain))
                .toList());
        int tasks = digest.standaloneTasks();
        if (tasks > 0) {
            losses.add(tasks + (tasks == 1 ? " standalone task" : " standalone tasks"));
        }
        String partial = digest.partial() > 0 ? ", PARTIAL" : "";
        String nothing = digest.partial() > 0 ? "impact unknown" : "no tasks lost";
        return late + digest.severity().name() + " "
                + (losses.isEmpty() ? nothing : String.join(", ", losses) + partial);
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
    private String event() {
        KindWords words = KindWords.of(next);
        boolean detail = digest.alerts().stream().anyMatch(alert -> alert.kind() == AlertKind.DETAIL);
        String what = digest.several()
                ? words.event(digest) + " of " + instances()
                : digest.adjective(next) + " " + words.event(digest);
        String clusters = known(scope.clusters());
        return (detail ? "more detail, " : "")
                + what
                + (clusters.isEmpty() ? ", cluster unknown" : " in " + clusters)
                + when();
    }

    private String when() {
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
            words.note(next).filter(note -> count > 0).ifPresent(note -> notes.add(count + " " + note));
        }
        if (digest.late() > 0 && digest.late() < digest.entries().size()) {
            notes.add(digest.late() + " LATE");
        }
        String counted = digest.entries().size() + " " + digest.noun();
        return notes.isEmpty() ? counted : counted + " (" + String.join(", ", notes) + ")";
    }

    /** The first names; nothing when nothing is known. */
    private static String known(Names names) {
        Names known = new Names(names.known().all().stream().map(Headline::name).toList());
        return known.all().equals(List.of(TextSanitizer.UNKNOWN)) ? "" : known.first(CLUSTERS);
    }
}
