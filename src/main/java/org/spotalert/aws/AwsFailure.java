package org.spotalert.aws;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Failed AWS calls, in words. */
public final class AwsFailure {

    private AwsFailure() {}

    /** Why the call failed, for a reader: AWS's error code, or that there was no answer. */
    public static String describe(Throwable failure) {
        Throwable cause = telling(failure);
        if (cause instanceof ApiCallTimeoutException || cause instanceof ApiCallAttemptTimeoutException) {
            return "no answer in time";
        }
        if (cause.getCause() instanceof HeldBackException) {
            return HeldBackException.REASON;
        }
        if (cause instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            return service.awsErrorDetails().errorCode();
        }
        if (cause instanceof NoCredentialsException) {
            return "no credentials";
        }
        return cause instanceof SdkException
                ? "no connection"
                : cause.getClass().getSimpleName();
    }

    /** Whether it was an AWS call that failed. */
    public static boolean isOne(Throwable failure) {
        return telling(failure) instanceof SdkException;
    }

    /** The SDK's exception among the causes, or else the innermost cause. */
    private static Throwable telling(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof SdkException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
