package org.spotalert.aws.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spotalert.aws.AwsFailure;
import org.spotalert.aws.CallerCredentials;
import org.spotalert.check.Finding;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks STS as whom AWS is called, which needs no right. */
public final class IdentityCheck {

    private static final String SUBJECT = "credentials";

    private final CallerCredentials credentials;
    private final @Nullable String roleArn;

    /**
     * @param roleArn the role to assume; null for none
     */
    public IdentityCheck(CallerCredentials credentials, @Nullable String roleArn) {
        this.credentials = credentials;
        this.roleArn = roleArn;
    }

    /** Whose they are, and whether they are accepted. */
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        try {
            findings.add(Finding.ok(SUBJECT, credentials.callerArn()));
        } catch (SdkException failure) {
            findings.add(Finding.failed(SUBJECT, AwsFailure.describe(failure), remedy()));
        }
        if (perAccount()) {
            findings.add(Finding.notTried(
                    "sts:AssumeRole",
                    "the role is assumed in the accounts of instances, which only their events name"));
        }
        return findings;
    }

    private String remedy() {
        String own = "give credentials that are valid: a task or instance role, AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
                + " AWS_SECRET_ACCESS_KEY";
        return roleArn == null || perAccount()
                ? own
                : own + "; allow them sts:AssumeRole on " + roleArn + ", and let that role's trust policy name them";
    }

    private boolean perAccount() {
        return roleArn != null && roleArn.contains(CallerCredentials.ACCOUNT);
    }
}
