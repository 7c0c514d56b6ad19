package org.spotalert.channels.servicenow;

/**
 * An incident that is there.
 *
 * @param sysId its id: 32 hexadecimal digits
 * @param last the mark of the message that it was told last
 * @param urgency 1 (high) to 3 (low); 0 when it is none of these, so that nothing counts as more urgent
 */
public record ServiceNowIncident(String sysId, String last, int urgency) {}
