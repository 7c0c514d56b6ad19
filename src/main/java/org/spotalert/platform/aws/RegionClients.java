package org.spotalert.platform.aws;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * The clients and threads for lookups in one account and Region.
 *
 * @param threads run the calls there, those of each priority apart, so that none stands before an alert's; a Region whose calls
 *     have to wait holds up no other
 * @param budget what the calls of both clients draw from
 */
public record RegionClients(Ec2Client ec2, EcsClient ecs, Map<Priority, Executor> threads, RequestBudget budget) {

    /** Run the calls that have this deadline. */
    public Executor threads(CallDeadline deadline) {
        return Objects.requireNonNull(threads.get(deadline.priority()));
    }
}
