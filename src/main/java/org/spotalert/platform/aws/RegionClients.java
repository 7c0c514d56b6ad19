package org.spotalert.platform.aws;

import java.util.concurrent.Executor;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * The clients and threads for lookups in one account and Region.
 *
 * @param threads run the calls there that alerts wait for; a Region whose calls have to wait holds up no other
 * @param lowPriorityThreads run the others, so that none of them stands before an alert's
 * @param budget what the calls of both clients draw from
 */
public record RegionClients(
        Ec2Client ec2, EcsClient ecs, Executor threads, Executor lowPriorityThreads, RequestBudget budget) {

    /** Run the calls that have this deadline. */
    public Executor threads(CallDeadline deadline) {
        return deadline.lowPriority() ? lowPriorityThreads : threads;
    }
}
