package org.spotalert.cli.dryrun;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.spotalert.cli.dryrun.StubResponses.Reply;

/**
 * Replaces everything that channels send to, whatever it is, and keeps what would have left. What a route needs to
 * make its message, such as templates, works as ever ({@link ExternalEndpoints}). Searches find nothing ({@link StubResponses}).
 */
public final class MessageCapture implements EndpointStrategy {

    private final List<Payload> recorded = new CopyOnWriteArrayList<>();

    /** What would have left so far, in order. */
    public List<Payload> recorded() {
        return List.copyOf(recorded);
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        return ExternalEndpoints.isOne(endpoint) ? new CapturedEndpoint(endpoint) : endpoint;
    }

    /** Takes the place of an endpoint that leads outside. */
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
                    Optional<Reply> reply = StubResponses.of(original);
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
}
