package org.spotalert.channels.servicenow;

/**
 * One message, as ServiceNow is to be told it.
 *
 * @param correlationId tells which incident the message belongs to
 * @param mark stands for the message in the column that names the message told last
 * @param opens whether it is worth an incident of its own when its thread has none
 * @param ending whether all it says is how it ended
 * @param recovered whether all it says is that what it is about is whole again
 * @param urgency 1 (high) to 3 (low)
 * @param shortDescription one line
 * @param text the message
 */
public record ServiceNowTicket(
        String correlationId,
        String mark,
        boolean opens,
        boolean ending,
        boolean recovered,
        int urgency,
        String shortDescription,
        String text) {}
