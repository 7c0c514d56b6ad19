package org.spotalert.cli.dryrun;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.http.common.HttpMethods;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * Replaces everything that channels send to, whatever it is, and keeps what would have left. What a route needs to
 * make its message, such as templates, works as ever ({@link ExternalEndpoints}). A search finds
 * nothing, so that the route makes what is new, and that is taken: see Jira's REST API v3 and ServiceNow's Table API.
 */
public final class MessageCapture implements EndpointStrategy {

    private static final List<Reply> KNOWN = List.of(
            new Reply(HttpMethods.POST, "/rest/api/3/search/jql", true, "{\"issues\": []}"),
            new Reply(HttpMethods.POST, "/rest/api/3/issue", false, "{\"id\": \"1\"}"),
            new Reply(HttpMethods.GET, "/api/now/table/incident", true, "{\"result\": []}"),
            new Reply(
                    HttpMethods.POST,
                    "/api/now/table/incident",
                    false,
                    "{\"result\": {\"sys_id\": \"" + "0".repeat(32) + "\"}}"));

    private final List<Payload> recorded = new CopyOnWriteArrayList<>();

    /** What would have left so far, in order. */
    public List<Payload> recorded() {
        return List.copyOf(recorded);
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        return ExternalEndpoints.isOne(endpoint) ? new CapturedEndpoint(endpoint) : endpoint;
    }

    private final class CapturedEndpoint extends DefaultEndpoint {

        private final Endpoint original;

        CapturedEndpoint(Endpoint original) {
            this.original = original;
            setCamelContext(original.getCamelContext());
            setEndpointUri(original.getEndpointUri());
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) throws Exception {
                    Optional<Reply> reply = reply(original);
                    if (reply.filter(Reply::search).isEmpty()) {
                        recorded.add(Payload.of(original, exchange));
                    }
                    reply.ifPresent(answer -> exchange.getMessage().setBody(answer.text()));
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("nothing is read in a dry run");
        }
    }

    /**
     * An answer to a request.
     *
     * @param search whether the request only asks, and sends nothing
     * @param text the body of the answer
     */
    private record Reply(HttpMethods method, String path, boolean search, String text) {

        private boolean fits(HttpEndpoint endpoint) {
            return method == endpoint.getHttpMethod()
                    && path.equals(endpoint.getHttpUri().getPath());
        }
    }

    /** What is answered to messages that are sent there; nothing where no route goes on with it. */
    private static Optional<Reply> reply(Endpoint endpoint) {
        return endpoint instanceof HttpEndpoint http
                ? KNOWN.stream().filter(reply -> reply.fits(http)).findFirst()
                : Optional.empty();
    }
}
