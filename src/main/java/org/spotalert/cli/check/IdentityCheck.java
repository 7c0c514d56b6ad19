package org.spotalert.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.aws.AssumedRole;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.aws.CallerCredentials;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks STS as whom AWS is called, which needs no right. */
public final class IdentityCheck {

    private static final String SUBJECT = "credentials";

    private final CallerCredentials credentials;
    private final @Nullable AssumedRole role;

    /**
     * @param role the role to assume; null for none
     */
    public IdentityCheck(CallerCredentials credentials, @Nullable AssumedRole role) {
        this.credentials = credentials;
        this.role = role;
    }

    /** Whose they are, and whether they are accepted. */
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        try {
            findings.add(Finding.ok(SUBJECT, credentials.callerArn()));
        } catch (SdkException failure) {
            findings.add(Finding.failed(SUBJECT, AwsFailure.describe(failure), remedy(failure)));
        }
        if (role != null && role.perAccount()) {
            findings.add(Finding.notTried(
                    "sts:AssumeRole",
                    "the role is assumed in the accounts of instances, which only their events name: "
                            + (role.accounts().isEmpty()
                                    ? "any (spot.accounts is empty)"
                                    : String.join(", ", new TreeSet<>(role.accounts())))));
        }
        return findings;
    }

    private String remedy(SdkException failure) {
        String remedy = AwsFailure.remedy(failure);
        return role == null || role.perAccount()
                ? remedy
                : remedy + "; allow sts:AssumeRole on " + role.arn()
                        + ", and let that role's trust policy name the caller";
    }
}
