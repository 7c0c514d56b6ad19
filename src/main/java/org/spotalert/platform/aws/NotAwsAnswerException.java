package org.spotalert.platform.aws;

import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * An answer that looks like success and does not come from AWS, but from a proxy or a captive portal. The SDK passes it on
 * as the cause of its own exception, and tries again after an IOException.
 */
public final class NotAwsAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    private NotAwsAnswerException(String oddity) {
        super(oddity);
    }

    /** Returns the failure of a call whose response is none of AWS, with what is odd about it for a reader. */
    public static SdkClientException because(String oddity) {
        return SdkClientException.create(oddity, new NotAwsAnswerException(oddity));
    }
}
