package org.spotalert.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.aws.AssumedRole;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.aws.CallerCredentials;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Asks STS as whom AWS is called, which needs no right, and whether the roles of other accounts can be assumed.
 *
 * @param role the role to assume; null for none
 */
record IdentityCheck(
        CallerCredentials credentials, @Nullable AssumedRole role) {

    private static final String SUBJECT = "credentials";
    private static final String RIGHT = "sts:AssumeRole";

    /** Whose they are, and whether they are accepted. */
    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        try {
            findings.add(Finding.ok(SUBJECT, credentials.callerArn()));
        } catch (SdkException failure) {
            findings.add(
                    role == null || role.perAccount()
                            ? Finding.failed(SUBJECT, AwsFailure.describe(failure), AwsFailure.remedy(failure))
                            : notAssumed(role.arn(), failure).about(SUBJECT));
        }
        if (role != null && role.perAccount() && role.accounts().isEmpty()) {
            findings.add(Finding.notTried(
                    RIGHT,
                    "the role is assumed in the accounts of instances, which only their events name: any (spot.accounts"
                            + " is empty)"));
        }
        return findings;
    }

    private static Finding notAssumed(String arn, SdkException failure) {
        Finding failed = Finding.failed(
                RIGHT,
                AwsFailure.describe(failure),
                AwsFailure.remedy(failure) + "; allow sts:AssumeRole on " + arn
                        + ", and let that role's trust policy name the caller");
        return RightCheck.refused(failure)
                ? RightCheck.missing(failed, RIGHT).named(Map.of("AssumedRole", arn))
                : failed;
    }
}
