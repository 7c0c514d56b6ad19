package org.spotalert.channels.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.spotalert.model.AlertKind;
import org.spotalert.platform.text.Names;
import org.spotalert.platform.text.TextSanitizer;

/** The line people read on a locked screen; the most important first, as channels cut the end. */
record Headline(Digest digest, AlertMessage.Scope scope, Digest.Entry next) {

    private static final int NAMES = 3;
    private static final int LONGEST_NAME = 40;

    /** Severity, time left, instances, clusters and what is lost; of several instances also zones and types. */
    String line() {
        String late = digest.late() == digest.entries().size() ? "LATE " : "";
        String line = late + "[" + digest.severity().name() + "] " + opening() + ": ";
        String ended = ResolutionText.of(digest).map(ResolutionText::summary).orElse("");
        if (!ended.isEmpty()) {
            return line + (digest.several() ? instances() : instance()) + ", " + ended;
        }
        return digest.several()
                ? line + instances() + ", " + losses() + known("; ", scope.zones()) + known("; ", scope.types())
                : line + instance() + ", " + losses();
    }

    private String opening() {
        Set<AlertKind> kinds =
                digest.entries().stream().map(entry -> entry.alert().kind()).collect(Collectors.toSet());
        if (kinds.contains(AlertKind.NOT_RECOVERED)) {
            return "NOT recovered";
        }
        if (kinds.size() > 1) {
            return warning();
        }
        return switch (next.alert().kind()) {
            case RECOVERED -> "recovered";
            case NOT_RECOVERED -> "NOT recovered";
            case WARNING -> warning();
            case DETAIL -> "more detail, " + warning();
        };
    }

    private String warning() {
        return KindWords.of(next).opening(digest);
    }

    private String instance() {
        String name = next.impact().clusterName();
        String cluster = name == null ? "cluster unknown" : TextSanitizer.line(name);
        return digest.nounOfOne(next) + " " + next.interruption().resourceId() + " (" + cluster + ")";
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
        String noted = notes.isEmpty() ? counted : counted + " (" + String.join(", ", notes) + ")";
        String clusters = known(" in ", scope.clusters());
        return noted + (clusters.isEmpty() ? " (cluster unknown)" : clusters);
    }

    private String losses() {
        List<String> losses = new ArrayList<>();
        count(losses, digest.services().size(), "service");
        count(losses, digest.standaloneTasks(), "standalone task");
        if (losses.isEmpty()) {
            return digest.partial() > 0 ? "impact unknown" : "no tasks lost";
        }
        String lost = String.join(", ", losses);
        return digest.partial() > 0 ? lost + ", PARTIAL" : lost;
    }

    private static void count(List<String> losses, int count, String what) {
        if (count > 0) {
            losses.add(count + " " + what + (count == 1 ? "" : "s"));
        }
    }

    /** The first names behind a separator; nothing when nothing is known. */
    private static String known(String separator, Names names) {
        Names known = new Names(names.known().all().stream()
                .map(name -> TextSanitizer.cut(name, LONGEST_NAME))
                .toList());
        return known.all().equals(List.of(TextSanitizer.UNKNOWN)) ? "" : separator + known.first(NAMES);
    }
}
