package org.spotalert.model;

import org.jspecify.annotations.Nullable;

/**
 * Where an instance or a task is.
 *
 * @param account the AWS account; null when neither the event nor the queue's address names it
 * @param zone the Availability Zone, as far as the event names it
 */
public record Place(
        @Nullable String account, String region, @Nullable String zone) {}
