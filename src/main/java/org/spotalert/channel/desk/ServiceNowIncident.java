package org.spotalert.channel.desk;

/**
 * An incident that is there.
 *
 * @param sysId its id: 32 hexadecimal digits
 * @param last the mark of the message that it was told last
 */
public record ServiceNowIncident(String sysId, String last) {}
