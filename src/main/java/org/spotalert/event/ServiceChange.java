package org.spotalert.event;

import org.jspecify.annotations.Nullable;

/**
 * That ECS has told of a service what may make it whole: it has reached its steady state, its deployment is complete, or a task
 * of it runs or has stopped. Nobody is told of it; it is a reason to look now.
 *
 * @param account the account of its cluster; null when neither the event nor the queue's address tells
 * @param cluster the short name of its cluster
 * @param service its name
 */
public record ServiceChange(@Nullable String account, String region, String cluster, String service)
        implements ReceivedEvent {}
