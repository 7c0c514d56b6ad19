package org.spotalert.platform.management;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a request that is not let through. */
final class Refusal {

    private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);

    private Refusal() {}

    /** Answers a request that has failed, if the client is still there. Only a fault of the program is worth a line. */
    static void failed(RoutingContext exchange) {
        if (exchange.response().ended() || exchange.response().closed()) {
            return;
        }
        int status = exchange.statusCode() < 400 ? 500 : exchange.statusCode();
        if (status == 500) {
            LOG.error("the management port cannot answer {}", exchange.normalizedPath(), exchange.failure());
        }
        answer(exchange, status, HttpResponseStatus.valueOf(status).reasonPhrase());
    }

    /** @param problem what is wrong, for a reader */
    static void answer(RoutingContext exchange, int status, String problem) {
        exchange.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(JsonReply.problem(status, problem).json());
    }
}
