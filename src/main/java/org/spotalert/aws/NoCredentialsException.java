package org.spotalert.aws;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** The source of the credentials gives none, so that AWS cannot even be asked. */
public final class NoCredentialsException extends SdkClientException {

    private static final long serialVersionUID = 1L;

    NoCredentialsException(SdkException cause) {
        super(builder().message(cause.getMessage()).cause(cause));
    }
}
