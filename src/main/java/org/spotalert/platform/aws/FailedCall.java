package org.spotalert.platform.aws;

import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Which call has failed. The SDK's exceptions do not say it; this one is suppressed in each of them. */
final class FailedCall extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private FailedCall(String call) {
        super(call, null, false, false);
    }

    /** The service and the operation, for example {@code DynamoDb PutItem}; nothing when no call was made. */
    static Optional<String> of(Throwable failure) {
        return Arrays.stream(failure.getSuppressed())
                .filter(FailedCall.class::isInstance)
                .map(Throwable::getMessage)
                .findFirst();
    }

    /** Notes it. */
    static final class Note implements ExecutionInterceptor {

        @Override
        public Throwable modifyException(Context.FailedExecution failed, ExecutionAttributes attributes) {
            Throwable failure = failed.exception();
            failure.addSuppressed(new FailedCall(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME) + " "
                    + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME)));
            return failure;
        }
    }
}
