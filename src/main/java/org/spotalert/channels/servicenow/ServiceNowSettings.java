package org.spotalert.channels.servicenow;

import java.util.Set;
import java.util.function.Supplier;
import org.spotalert.channels.incident.ExtraFields;
import org.spotalert.channels.kind.HttpChannelKind;
import org.spotalert.model.Severity;
import org.spotalert.platform.settings.SettingsReader;

/**
 * What kind of incidents the channel opens in ServiceNow.
 *
 * @param impact 1 (high) to 3 (low); with the urgency, which is the severity, it makes the priority
 * @param fields further fields of every new incident
 * @param recoveredFields what changes once every service has recovered, for example the state; none to add a note only
 * @param minSeverity the least severity that opens an incident
 */
public record ServiceNowSettings(int impact, ExtraFields fields, ExtraFields recoveredFields, Severity minSeverity) {

    private static final String SERVICENOW = "spot.channel.servicenow.";
    private static final Set<String> TAKEN = Set.of("correlation_id", "correlation_display");

    /** The channel to ServiceNow, by its Table API. */
    public static HttpChannelKind kind() {
        return HttpChannelKind.site(
                "serviceNow",
                "the address of the ServiceNow instance",
                "password",
                new ServiceNowResponse(),
                reader -> {
                    Supplier<ServiceNowSettings> settings = read(reader);
                    return () -> new ServiceNow(settings.get());
                });
    }

    public static Supplier<ServiceNowSettings> read(SettingsReader reader) {
        Supplier<Integer> impact =
                reader.required(SERVICENOW + "impact", "1 (high), 2 or 3 (low)", SettingsReader.number(1, 3));
        Supplier<Severity> minSeverity = reader.required(SERVICENOW + "min-severity", Severity.NAMES, Severity::parse);
        ExtraFields fields = ExtraFields.read(reader, SERVICENOW + "fields", TAKEN);
        ExtraFields recovered = ExtraFields.read(reader, SERVICENOW + "recovered-fields", TAKEN);
        return () -> new ServiceNowSettings(impact.get(), fields, recovered, minSeverity.get());
    }
}
