package org.spotalert.cli.check;

import java.util.List;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Tries the rights to ask AWS what it has taken. The program works without them; its audit then says what it cannot see. */
record ReclaimRightsCheck(Ec2Client ec2, CloudTrailClient trail) {

    private static final RightCheck RECLAIMS = new RightCheck("Reclaims");

    List<Finding> run() {
        try (trail) {
            return List.of(
                    RECLAIMS.of(
                                    "ec2:DescribeSpotInstanceRequests",
                                    () -> ec2.describeSpotInstanceRequests(call -> call.dryRun(true)),
                                    "DryRunOperation")
                            .orWarning(),
                    RECLAIMS.of("cloudtrail:LookupEvents", () -> trail.lookupEvents(call -> call.maxResults(1)))
                            .orWarning());
        }
    }
}
