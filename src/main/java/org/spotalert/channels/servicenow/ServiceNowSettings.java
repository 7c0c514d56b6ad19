package org.spotalert.channels.servicenow;

import java.util.Set;
import java.util.function.Supplier;
import org.spotalert.channels.incident.ExtraFields;
import org.spotalert.channels.incident.IncidentThreshold;
import org.spotalert.platform.settings.SettingsReader;

/**
 * What kind of incidents the channel opens in ServiceNow.
 *
 * @param impact 1 (high) to 3 (low); with the urgency, which is the severity, it makes the priority
 * @param fields further fields of every new incident
 * @param recoveredFields what changes once every service has recovered, for example the state; none to add a note only
 * @param threshold which messages open an incident
 */
public record ServiceNowSettings(
        int impact, ExtraFields fields, ExtraFields recoveredFields, IncidentThreshold threshold) {

    private static final String SERVICENOW = "spot.channel.servicenow.";
    private static final Set<String> TAKEN = Set.of("correlation_id", "correlation_display");

    public static Supplier<ServiceNowSettings> read(SettingsReader reader) {
        Supplier<Integer> impact =
                reader.required(SERVICENOW + "impact", "1 (high), 2 or 3 (low)", SettingsReader.number(1, 3));
        Supplier<IncidentThreshold> threshold = IncidentThreshold.read(reader, SERVICENOW + "min-severity");
        ExtraFields fields = ExtraFields.read(reader, SERVICENOW + "fields", TAKEN);
        ExtraFields recovered = ExtraFields.read(reader, SERVICENOW + "recovered-fields", TAKEN);
        return () -> new ServiceNowSettings(impact.get(), fields, recovered, threshold.get());
    }
}
