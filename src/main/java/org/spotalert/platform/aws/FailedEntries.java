package org.spotalert.platform.aws;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Makes an error of an answer of PutEvents that is HTTP 200 and yet lists entries that were not taken. The whole request
 * is then repeated: consumers know an alert by its id.
 */
final class FailedEntries implements ExecutionInterceptor {

    private static final int OWN_FAULT = 400;
    private static final int FAULT_OF_AWS = 500;

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        if (context.response() instanceof PutEventsResponse response
                && response.failedEntryCount() != null
                && response.failedEntryCount() > 0) {
            throw failure(response);
        }
    }

    private static EventBridgeException failure(PutEventsResponse response) {
        Optional<PutEventsResultEntry> failed = response.entries().stream()
                .filter(entry -> entry.errorCode() != null)
                .findFirst();
        String code = failed.map(PutEventsResultEntry::errorCode).orElse("unknown");
        return (EventBridgeException) EventBridgeException.builder()
                .message(response.failedEntryCount() + " of "
                        + response.entries().size() + " events were not taken")
                .statusCode(code.startsWith("Internal") ? FAULT_OF_AWS : OWN_FAULT)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(
                                failed.map(PutEventsResultEntry::errorMessage).orElse(null))
                        .serviceName("EventBridge")
                        .build())
                .build();
    }
}
