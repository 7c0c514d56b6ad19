package org.spotalert.channels.http;

import java.time.Duration;

/**
 * How long far ends may take.
 *
 * @param connect until a connection to one address is made, and then for each read until TLS is agreed upon
 * @param deadline for everything, from looking the host up to the end of the answer
 */
public record WebhookTimeouts(Duration connect, Duration deadline) {}
