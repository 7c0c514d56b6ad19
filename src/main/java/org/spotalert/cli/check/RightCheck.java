package org.spotalert.cli.check;

import java.util.Set;
import org.spotalert.platform.aws.AwsFailure;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tries a right by a real call that has no effect. IAM's SimulatePrincipalPolicy would need a right of its own, and knows
 * neither the policies of resources nor those of an organization.
 */
final class RightCheck {

    /** How the services call a refusal, each in its own way. */
    private static final Set<String> REFUSALS = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "AuthorizationError",
            "AuthorizationErrorException",
            "UnauthorizedOperation");

    private RightCheck() {}

    /**
     * What the call shows.
     *
     * @param action the IAM action, for example {@code ecs:ListTasks}
     * @param shows how AWS answers a call that is allowed and has nothing to work on
     */
    static Finding of(String action, Runnable call, String... shows) {
        try {
            call.run();
            return Finding.ok(action, "allowed");
        } catch (SdkException failure) {
            return Set.of(shows).contains(AwsFailure.kind(failure))
                    ? Finding.ok(action, "allowed")
                    : failed(action, failure);
        }
    }

    /** What it means that this call has failed. */
    static Finding failed(String action, SdkException failure) {
        String reason = AwsFailure.describe(failure);
        return refused(failure)
                ? Finding.failed(action, "refused: " + reason, "allow " + action + " to the program's role or user")
                : Finding.failed(action, reason, AwsFailure.remedy(failure));
    }

    /** Whether the right is missing. */
    static boolean refused(SdkException failure) {
        return REFUSALS.contains(AwsFailure.kind(failure));
    }
}
