package org.spotalert.channel.desk;

import java.util.Locale;
import org.spotalert.channel.message.AlertMessage;
import org.spotalert.decide.Severity;

/** Which messages are worth a record of their own. */
final class Opening {

    private Opening() {}

    /** Whether the message tells something that is not over, and at least this severe. */
    static boolean isWorth(AlertMessage message, Severity minSeverity) {
        Severity severity = Severity.valueOf(message.severity().toUpperCase(Locale.ROOT));
        return !message.recovered() && severity.compareTo(minSeverity) >= 0;
    }
}
