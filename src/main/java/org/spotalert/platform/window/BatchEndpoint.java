package org.spotalert.platform.window;

import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** An endpoint that takes batches: the list of what their members bring. */
record BatchEndpoint(CamelContext context, AsyncProducer producer) {

    static BatchEndpoint start(CamelContext context, String uri) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        return new BatchEndpoint(context, producer);
    }

    void stop() {
        producer.stop();
    }

    /** Sends a batch; the callback gets its failure, or null. */
    void send(List<Member> members, Consumer<@Nullable Exception> done) {
        Exchange exchange = batch(members);
        producer.process(exchange, doneSynchronously -> done.accept(exchange.getException()));
    }

    /** Sends a batch, waits until it is done, and returns its failure; null when there is none. */
    @Nullable Exception sendAndWait(List<Member> members) {
        Exchange exchange = batch(members);
        try {
            producer.process(exchange);
        } catch (Exception failure) {
            return failure;
        }
        return exchange.getException();
    }

    private Exchange batch(List<Member> members) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage()
                .setBody(members.stream()
                        .flatMap(member -> member.bodies().stream())
                        .toList());
        return exchange;
    }
}
