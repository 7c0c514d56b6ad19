package org.spotalert.channel.http;

import java.time.Duration;

/**
 * How long far ends may take.
 *
 * @param connect until a connection to one address is made, and then until TLS is agreed upon
 * @param exchange for everything, from looking the host up to the end of the answer
 */
public record WebhookPatience(Duration connect, Duration exchange) {}
