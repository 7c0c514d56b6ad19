package org.spotalert.cli.check;

import java.util.List;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;

/** Tries the right that only the audit needs. The program works without it; its audit then says what it cannot see. */
record AuditRightsCheck(CloudTrailClient trail) {

    private static final RightCheck AUDIT = new RightCheck("Audit");

    List<Finding> run() {
        try (trail) {
            return List.of(AUDIT.of("cloudtrail:LookupEvents", () -> trail.lookupEvents(call -> call.maxResults(1)))
                    .orWarning());
        }
    }
}
