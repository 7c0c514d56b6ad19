package org.spotalert.event;

/**
 * SNS asks somebody to confirm, or to take back, the subscription of the queue.
 *
 * @param topic the topic's ARN; {@code unknown} when the message does not name one
 */
public record SubscriptionRequest(String topic) implements ReceivedEvent {}
