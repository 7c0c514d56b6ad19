package org.spotalert.channels.http;

import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.spi.EndpointStrategy;

/**
 * Looks at the webhook of a channel when a route that names it is made: at the start, and when a file is edited. A route
 * whose webhook is missing or not allowed does not start, and says what to set.
 */
public final class WebhookEndpoints implements EndpointStrategy {

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (endpoint instanceof HttpEndpoint http
                && uri.contains("httpClient=")
                && http.getHttpClient() instanceof WebhookClient client) {
            client.webhook(http.getHttpUri().getHost());
        }
        return endpoint;
    }
}
