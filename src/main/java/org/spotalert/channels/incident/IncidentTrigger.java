package org.spotalert.channels.incident;

import java.util.Locale;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.model.Severity;

/** Which messages are worth a record of their own. */
public final class IncidentTrigger {

    private IncidentTrigger() {}

    /** Whether the message tells something that is not over, and at least this severe. */
    public static boolean isWorth(AlertMessage message, Severity minSeverity) {
        Severity severity = Severity.valueOf(message.severity().toUpperCase(Locale.ROOT));
        return !message.recovered() && severity.compareTo(minSeverity) >= 0;
    }
}
