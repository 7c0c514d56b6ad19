package org.spotalert.channels.incident;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.model.Severity;
import org.spotalert.platform.settings.SettingsReader;

/**
 * Says which messages open an incident of their own.
 *
 * @param minSeverity the least severity that does
 */
public record IncidentThreshold(Severity minSeverity) {

    /** What a setting of a severity may be, for a reader. */
    public static final String SEVERITIES = "info, warning or critical";

    public static Supplier<IncidentThreshold> read(SettingsReader reader, String property) {
        Supplier<Severity> severity = reader.required(property, SEVERITIES, IncidentThreshold::severity);
        return () -> new IncidentThreshold(severity.get());
    }

    public static Severity severity(String text) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.toString().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("\"" + text + "\" is none of info, warning and critical"));
    }

    /** Whether the message is about something that is not over, and severe enough. */
    public boolean opensIncident(AlertMessage message) {
        return !message.recovered() && severity(message.severity()).compareTo(minSeverity) >= 0;
    }
}
