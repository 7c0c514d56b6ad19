package org.spotalert.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spotalert.decide.Alert;
import org.spotalert.decide.AlertKind;
import org.spotalert.enrich.Impact;
import org.spotalert.event.InstanceAction;
import org.spotalert.event.Interruption;
import org.spotalert.event.InterruptionKind;

/** The line people read on a locked screen, and the sentence after it. */
final class Headline {

    private final Alert alert;
    private final Impact impact;
    private final Timing time;

    Headline(Alert alert, Timing time) {
        this.alert = alert;
        this.impact = alert.impact();
        this.time = time;
    }

    /** Severity, time left, instance, cluster and what is lost; the most important first, as channels cut the end. */
    String line() {
        return "[" + alert.severity().name() + "] " + opening() + ": " + subject() + ", " + losses();
    }

    /** What AWS does, as a sentence. */
    String happened() {
        Interruption interruption = impact.interruption();
        if (interruption.kind() == InterruptionKind.REBALANCE_RECOMMENDATION) {
            return "AWS recommends a rebalance: the Spot Instance is at a higher risk of interruption.";
        }
        String will = time.late() ? "AWS took the Spot Instance back" : "AWS takes the Spot Instance back";
        return interruption.action() == InstanceAction.UNKNOWN
                ? will + "."
                : will + " (" + interruption.action() + ").";
    }

    private String opening() {
        return switch (alert.kind()) {
            case RECOVERED -> "recovered";
            case NOT_RECOVERED -> "NOT recovered";
            case WARNING -> warning();
            case DETAIL -> "more detail, " + warning();
        };
    }

    private String warning() {
        if (!time.announced()) {
            return "rebalance recommended";
        }
        return impact.interruption().action() == InstanceAction.HIBERNATE
                ? "hibernates at once, " + time.text()
                : time.text();
    }

    private String subject() {
        String cluster = impact.cluster() == null
                ? "cluster unknown"
                : CleanText.line(impact.cluster().name());
        return "Spot " + impact.interruption().instanceId() + " (" + cluster + ")";
    }

    private String losses() {
        List<String> losses = new ArrayList<>();
        count(losses, impact.services().size(), "service");
        count(losses, impact.standaloneTasks().size(), "standalone task");
        String lost = losses.isEmpty() ? "impact unknown" : String.join(", ", losses);
        return impact.completeness().partial() && !losses.isEmpty() ? lost + ", PARTIAL" : lost;
    }

    private static void count(List<String> losses, int count, String what) {
        if (count > 0) {
            losses.add(count + " " + what + (count == 1 ? "" : "s"));
        }
    }

    /** The name of message attributes and metric tags for what this alert announces. */
    static String kind(Alert alert) {
        if (alert.kind() != AlertKind.WARNING) {
            return alert.kind().toString();
        }
        return alert.impact().interruption().kind().name().toLowerCase(Locale.ROOT);
    }
}
