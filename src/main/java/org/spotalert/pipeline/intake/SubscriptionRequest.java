package org.spotalert.pipeline.intake;

import org.spotalert.model.ReceivedEvent;

/**
 * SNS asks somebody to confirm, or to take back, the subscription of the queue.
 *
 * @param topic the topic's ARN; {@code unknown} when the message does not name one
 */
public record SubscriptionRequest(String topic) implements ReceivedEvent {}
