package org.spotalert.enrich;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Failed AWS calls, in words. */
final class AwsFailure {

    private AwsFailure() {}

    /** Why the call failed, for a reader: AWS's error code, or that there was no answer. */
    static String describe(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof SdkException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ApiCallTimeoutException || cause instanceof ApiCallAttemptTimeoutException) {
            return "no answer in time";
        }
        if (cause instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            return service.awsErrorDetails().errorCode();
        }
        return cause instanceof SdkException
                ? "no connection"
                : cause.getClass().getSimpleName();
    }
}
