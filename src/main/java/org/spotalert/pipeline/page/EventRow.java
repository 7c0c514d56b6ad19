package org.spotalert.pipeline.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification;
import org.spotalert.model.RecoveryState;
import org.spotalert.platform.text.TextSanitizer;

/**
 * One thing that happened in the life of an incident.
 *
 * @param after in seconds after the notice
 * @param what what happened, in a few words
 * @param tone good, bad or plain
 */
public record EventRow(Instant at, long after, String what, String detail, String tone) {

    private static final String GOOD = "good";
    private static final String BAD = "bad";
    private static final String PLAIN = "plain";

    /**
     * The life of an incident, the earliest first.
     *
     * @param others all incidents of the same instance, this one among them or not
     */
    static List<EventRow> of(Incident incident, List<Incident> others) {
        Instant notice = incident.interruption().noticedAt();
        List<EventRow> events = new ArrayList<>();
        others.stream()
                .filter(other -> !other.key().equals(incident.key()))
                .forEach(other -> events.add(row(
                        notice,
                        other.interruption().noticedAt(),
                        "Another notice: " + kind(other),
                        other.suppressed() ? "suppressed" : "notified",
                        PLAIN)));
        events.add(row(notice, notice, "AWS gives the notice: " + kind(incident), action(incident), PLAIN));
        Incident.Judgement judgement = incident.judgement();
        events.add(row(
                notice,
                incident.createdAt(),
                "Lookups end",
                incident.impact().missing().isEmpty()
                        ? "all answered"
                        : "partial: " + String.join("; ", incident.impact().missing()),
                incident.impact().missing().isEmpty() ? PLAIN : BAD));
        events.add(row(
                notice,
                judgement.at(),
                incident.suppressed() ? "Decision: nobody is notified" : "Decision: notify",
                judgement.rule() + ": " + judgement.reason(),
                PLAIN));
        incident.notifications().forEach(sent -> events.add(notification(notice, sent)));
        add(events, notice, incident.drainedAt(), "Container instance is set to draining", "", GOOD);
        add(
                events,
                notice,
                incident.interruption().terminatesAt(),
                incident.interruption().kind().certain() ? "AWS takes the instance" : "Scheduled by AWS",
                "",
                PLAIN);
        RecoveryState.Result result =
                incident.recovery() == null ? null : incident.recovery().result();
        if (result != null) {
            events.add(row(
                    notice,
                    notice.plus(result.after()),
                    result.recovered() ? "Services are stable again" : "Services are not stable in time",
                    "",
                    result.recovered() ? GOOD : BAD));
        }
        events.sort(Comparator.comparing(EventRow::at));
        return List.copyOf(events);
    }

    private static void add(
            List<EventRow> events, Instant notice, @Nullable Instant at, String what, String detail, String tone) {
        if (at != null) {
            events.add(row(notice, at, what, detail, tone));
        }
    }

    private static EventRow notification(Instant notice, Notification sent) {
        String subject = sent.kind() == AlertKind.WARNING ? "" : ": " + IncidentRow.word(sent.kind());
        String left = sent.secondsLeft() == null ? "" : sent.secondsLeft() + " s left";
        return sent.sent()
                ? row(
                        notice,
                        sent.at(),
                        sent.channel() + " has it" + subject,
                        sent.sentBy() == null ? left : left + ", sent by its fallback " + sent.sentBy(),
                        GOOD)
                : row(
                        notice,
                        sent.at(),
                        sent.channel() + " does not have it" + subject,
                        sent.failure() == null
                                ? ""
                                : IncidentRow.word(sent.failure().reason()) + ": "
                                        + sent.failure().text(),
                        BAD);
    }

    private static String kind(Incident incident) {
        return IncidentRow.word(incident.interruption().kind());
    }

    private static String action(Incident incident) {
        return "action: " + IncidentRow.word(incident.interruption().action()) + "; came by "
                + IncidentRow.word(incident.interruption().source());
    }

    private static EventRow row(Instant notice, Instant at, String what, String detail, String tone) {
        return new EventRow(
                at,
                Duration.between(notice, at).toSeconds(),
                TextSanitizer.line(what),
                TextSanitizer.line(detail),
                tone);
    }
}
