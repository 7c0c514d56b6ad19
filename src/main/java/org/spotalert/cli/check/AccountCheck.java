package org.spotalert.cli.check;

import java.util.List;
import java.util.Map;
import org.spotalert.cli.check.Finding.Result;
import org.spotalert.platform.aws.AssumedRole;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.aws.CallerCredentials;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tries the lookups in another account, with the role that is assumed there. Its rights are those of all Regions.
 *
 * @param lookups tries them there
 */
record AccountCheck(CallerCredentials credentials, AssumedRole role, String account, LookupRightsCheck lookups) {

    private static final String ASSUME = "sts:AssumeRole";

    /** One finding: what keeps the program from looking into the account. */
    List<Finding> run() {
        String arn = role.arn().replace(CallerCredentials.ACCOUNT, account);
        try {
            credentials.roleIn(account);
        } catch (SdkException failure) {
            return List.of(notAssumed(failure, arn).at(arn).about("account " + account));
        }
        return List.of(ofLookups(arn, lookups.run()).about("account " + account));
    }

    private Finding notAssumed(SdkException failure, String arn) {
        if (!RightCheck.refused(failure)) {
            return RightCheck.failed(ASSUME, failure);
        }
        String id = role.externalId() == null
                ? "and ask for no external id, or set SPOT_ASSUME_ROLE_EXTERNAL_ID"
                : "and ask for the external id of SPOT_ASSUME_ROLE_EXTERNAL_ID";
        Finding failed = Finding.failed(
                ASSUME,
                AwsFailure.describe(failure),
                "in the account, the role must be there (deploy/member.yaml), its trust policy name " + caller() + " "
                        + id + "; here, allow " + ASSUME + " on it");
        return RightCheck.missing(failed, ASSUME).named(Map.of("AssumedRole", arn));
    }

    /** A trust policy names the role, not its session. */
    private String caller() {
        return credentials.callerArn().replaceFirst(":sts:(.*):assumed-role/([^/]+)/.*", ":iam:$1:role/$2");
    }

    private static Finding ofLookups(String arn, List<Finding> tried) {
        List<Finding> refused =
                tried.stream().filter(finding -> finding.statement() != null).toList();
        if (refused.isEmpty()) {
            return tried.stream()
                    .filter(finding -> finding.result() == Result.FAILED)
                    .findFirst()
                    .map(finding -> finding.at(finding.subject()).at(arn))
                    .orElseGet(() -> Finding.ok(ASSUME, "lookups as " + arn));
        }
        String actions =
                String.join(", ", refused.stream().map(Finding::subject).toList());
        Finding failed = Finding.failed(
                ASSUME,
                arn + " may not call " + actions,
                "allow them to that role in the account, as deploy/member.yaml does: update its stack there");
        return refused.stream().allMatch(finding -> finding.result() == Result.WARNING) ? failed.orWarning() : failed;
    }
}
