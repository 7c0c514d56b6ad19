package org.spotalert.platform.aws;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.spotalert.model.Arn;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** Puts events on buses: each in the Region that the ARN of its bus names, or else in the program's own. */
final class EventBuses implements EventBridgeClient {

    private final String homeRegion;
    private final Function<String, EventBridgeClient> clients;
    private final Map<String, EventBridgeClient> made = new ConcurrentHashMap<>();

    /**
     * @param homeRegion the Region of buses that are given by name
     * @param clients makes the client of a Region, and closes it in the end
     */
    EventBuses(String homeRegion, Function<String, EventBridgeClient> clients) {
        this.homeRegion = homeRegion;
        this.clients = clients;
    }

    /**
     * Puts the events on their bus.
     *
     * @param request at least one event, all of them for the same bus
     */
    @Override
    public PutEventsResponse putEvents(PutEventsRequest request) {
        String region = Arn.parse(request.entries().get(0).eventBusName())
                .map(Arn::region)
                .filter(named -> !named.isEmpty())
                .orElse(homeRegion);
        return made.computeIfAbsent(region, clients).putEvents(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: whoever makes the clients closes them. */
    @Override
    public void close() {}

    /**
     * Makes an error of an answer of PutEvents that is HTTP 200 and yet lists entries that were not taken. The whole request
     * is then repeated: consumers know an alert by its id.
     */
    static final class FailedEntries implements ExecutionInterceptor {

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
                            .errorMessage(failed.map(PutEventsResultEntry::errorMessage)
                                    .orElse(null))
                            .serviceName("EventBridge")
                            .build())
                    .build();
        }
    }
}
