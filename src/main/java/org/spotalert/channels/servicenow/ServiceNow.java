package org.spotalert.channels.servicenow;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.spotalert.channels.incident.ExtraFields;
import org.spotalert.channels.layout.Layout;
import org.spotalert.channels.layout.PlainText;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.model.Severity;
import org.spotalert.platform.text.StableKey;
import org.spotalert.platform.text.TextSanitizer;

/**
 * Words messages for ServiceNow's table {@code incident}: one incident for each thread, found by its correlation id, with
 * a work note for each further message. The correlation display names the last message, so that a
 * repetition adds nothing.
 */
public record ServiceNow(ServiceNowSettings settings) {

    /** The most characters of correlation id and correlation display; ServiceNow cuts what is longer, and says nothing. */
    private static final int LONGEST_CORRELATION = 100;

    private static final int LONGEST_SHORT_DESCRIPTION = 160;
    /** What a description or a note takes by default. */
    private static final int LONGEST_TEXT = 4_000;
    /** The state of an incident that is resolved and not yet closed, as ServiceNow comes. */
    private static final int RESOLVED = 6;

    private static final int MOST_FOUND = 20;
    private static final int MOST_ITEMS = 50;
    /** What stands between these is shown as HTML where the instance allows it. */
    private static final Pattern CODE = Pattern.compile("\\[(?=/?code])", Pattern.CASE_INSENSITIVE);

    private static final String PROGRAM = "spot-interruption-alerts ";

    /** The message in the form that ServiceNow takes. */
    public Ticket ticket(AlertMessage message, String markdown) {
        return new Ticket(
                StableKey.of(message.thread(), LONGEST_CORRELATION),
                PROGRAM + StableKey.fingerprint(message.id()),
                !message.recovered() && Severity.parse(message.severity()).compareTo(settings.minSeverity()) >= 0,
                message.resolution(),
                message.recovered(),
                urgency(message.severity()),
                TextSanitizer.cut(message.headline(), LONGEST_SHORT_DESCRIPTION),
                TextSanitizer.cut(
                        Layout.of(markdown)
                                .largest(MOST_ITEMS, ServiceNow::text, text -> text.length() <= LONGEST_TEXT),
                        LONGEST_TEXT));
    }

    private static String text(Layout layout) {
        return CODE.matcher(PlainText.of(layout)).replaceAll("(");
    }

    /**
     * The query for the incidents of the ticket's thread, the newest first. A warning asks for those that are open, since an
     * instance that was stopped may be interrupted again, and for one that has it; a resolution goes to any.
     */
    public String query(Ticket ticket) {
        // An OR belongs to the condition just before it. A resolved incident stays active until it is closed.
        String last = "^ORcorrelation_display=" + ticket.mark();
        String open = "^active=true" + last + "^state!=" + RESOLVED + last;
        String query = "correlation_id=" + ticket.correlationId() + (ticket.resolution() ? "" : open)
                + "^ORDERBYDESCsys_created_on";
        return "sysparm_query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)
                + "&sysparm_fields=sys_id,correlation_id,correlation_display,urgency&sysparm_limit=" + MOST_FOUND;
    }

    /** The new incident for the ticket, by the columns of the table. */
    public JsonNode incident(Ticket ticket) {
        return settings.fields()
                .addedTo(Map.of(
                        "correlation_id", ticket.correlationId(),
                        "correlation_display", ticket.mark(),
                        "short_description", ticket.shortDescription(),
                        "description", ticket.text(),
                        "urgency", ticket.urgency(),
                        "impact", settings.impact()));
    }

    /** The note for the incident that the thread has, and what else changes: the urgency only when it rises. */
    public JsonNode note(Ticket ticket, FoundIncident incident) {
        ExtraFields more = ticket.recovered() ? settings.recoveredFields() : ExtraFields.NONE;
        Map<String, Object> note =
                new HashMap<>(Map.of("correlation_display", ticket.mark(), "work_notes", ticket.text()));
        if (ticket.urgency() < incident.urgency()) {
            note.put("urgency", ticket.urgency());
        }
        return more.addedTo(note);
    }

    private static int urgency(String severity) {
        return switch (severity) {
            case "critical" -> 1;
            case "warning" -> 2;
            default -> 3;
        };
    }

    /**
     * One message in the form that ServiceNow takes.
     *
     * @param correlationId the incident that the message belongs to
     * @param mark stands for the message in the column that names the last message
     * @param opens whether it is worth an incident of its own when its thread has none
     * @param resolution whether all it says is how the interruption ended
     * @param recovered whether all it says is that every service has recovered
     * @param urgency 1 (high) to 3 (low)
     * @param shortDescription one line
     * @param text the message
     */
    public record Ticket(
            String correlationId,
            String mark,
            boolean opens,
            boolean resolution,
            boolean recovered,
            int urgency,
            String shortDescription,
            String text) {}

    /**
     * An incident that is there.
     *
     * @param sysId its id: 32 hexadecimal digits
     * @param last the mark of its last message
     * @param urgency 1 (high) to 3 (low); 0 when it is none of these, so that nothing counts as more urgent
     */
    public record FoundIncident(String sysId, String last, int urgency) {}
}
