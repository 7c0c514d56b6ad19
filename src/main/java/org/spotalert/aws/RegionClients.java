package org.spotalert.aws;

import java.util.concurrent.Executor;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * What it takes to look something up in one account and Region.
 *
 * @param threads run the calls there; a Region whose calls have to wait holds up no other
 * @param budget what the calls of both clients draw from
 */
public record RegionClients(Ec2Client ec2, EcsClient ecs, Executor threads, RequestBudget budget) {}
