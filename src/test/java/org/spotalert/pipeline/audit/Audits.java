package org.spotalert.pipeline.audit;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.spotalert.fleet.reclaims.TakenByAws;

/** Settings of audits. */
final class Audits {

    /** As they are by default, in the account and Region of the AWS of these tests. */
    static final AuditSettings SETTINGS =
            new AuditSettings(true, Duration.ofMinutes(5), null, 90, TakenByAws.REGION, Set.of(), List.of());

    private Audits() {}
}
