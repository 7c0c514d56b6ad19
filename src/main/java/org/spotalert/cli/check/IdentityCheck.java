package org.spotalert.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spotalert.cli.check.Finding.Result;
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
        return AwsFailure.denied(failure)
                ? RightCheck.missing(failed, RIGHT).named(Map.of("AssumedRole", arn))
                : failed;
    }

    /**
     * One finding: what keeps the program from looking into another account. Its rights are those of all Regions.
     *
     * @param there the role that is assumed in the account
     * @param lookups tries the lookups there
     */
    List<Finding> inAccount(AssumedRole there, String account, LookupRightsCheck lookups) {
        String arn = there.arn().replace(CallerCredentials.ACCOUNT, account);
        try {
            credentials.roleIn(account);
        } catch (SdkException failure) {
            return List.of(notAssumedThere(there, failure, arn).at(arn).about("account " + account));
        }
        return List.of(ofLookups(arn, lookups.run()).about("account " + account));
    }

    private Finding notAssumedThere(AssumedRole there, SdkException failure, String arn) {
        if (!AwsFailure.denied(failure)) {
            return RightCheck.failed(RIGHT, failure);
        }
        String id = there.externalId() == null
                ? "and ask for no external id, or set SPOT_ASSUME_ROLE_EXTERNAL_ID"
                : "and ask for the external id of SPOT_ASSUME_ROLE_EXTERNAL_ID";
        Finding failed = Finding.failed(
                RIGHT,
                AwsFailure.describe(failure),
                "in the account, the role must be there (deploy/member.yaml), its trust policy name " + caller() + " "
                        + id + "; here, allow " + RIGHT + " on it");
        return RightCheck.missing(failed, RIGHT).named(Map.of("AssumedRole", arn));
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
                    .orElseGet(() -> Finding.ok(RIGHT, "lookups as " + arn));
        }
        String actions =
                String.join(", ", refused.stream().map(Finding::subject).toList());
        Finding failed = Finding.failed(
                RIGHT,
                arn + " may not call " + actions,
                "allow them to that role in the account, as deploy/member.yaml does: update its stack there");
        return refused.stream().allMatch(finding -> finding.result() == Result.WARNING) ? failed.orWarning() : failed;
    }
}
