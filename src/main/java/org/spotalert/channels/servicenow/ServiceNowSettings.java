package org.spotalert.channels.servicenow;

import org.spotalert.channels.incident.ExtraFields;
import org.spotalert.model.Severity;

/**
 * What kind of incidents are opened in ServiceNow.
 *
 * @param impact 1 (high) to 3 (low); with the urgency, which is the severity, it makes the priority
 * @param fields further fields of every new incident
 * @param recoveredFields what is changed when everything is whole again, for example the state; none to add a note only
 * @param minSeverity the least severity that opens an incident
 */
public record ServiceNowSettings(int impact, ExtraFields fields, ExtraFields recoveredFields, Severity minSeverity) {}
