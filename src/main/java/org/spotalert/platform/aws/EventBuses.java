package org.spotalert.platform.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.spotalert.model.Arn;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

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
}
