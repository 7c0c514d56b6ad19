package org.spotalert.platform.aws.sqs;

/**
 * Something about a queue that does no harm until something else goes wrong.
 *
 * @param problem what is wrong, and what it leads to
 * @param remedy what to do: an aws command
 */
public record QueueWarning(String problem, String remedy) {}
