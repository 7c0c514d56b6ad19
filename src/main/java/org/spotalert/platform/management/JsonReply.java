package org.spotalert.platform.management;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.text.JsonObject;

/**
 * The answer to a request at the management port.
 *
 * @param status the HTTP status
 * @param json the body
 */
public record JsonReply(int status, String json) {

    private static final Logger LOG = LoggerFactory.getLogger(JsonReply.class);

    /** A refusal that says what is wrong. */
    public static JsonReply problem(int status, String text) {
        return new JsonReply(status, new JsonObject().with("problem", text).toString());
    }

    /** Answers a request that has failed, if the client is still there. Only a fault of the program is worth a line. */
    static void failed(RoutingContext exchange) {
        if (exchange.response().ended() || exchange.response().closed()) {
            return;
        }
        int status = exchange.statusCode() < 400 ? 500 : exchange.statusCode();
        if (status == 500) {
            LOG.error("the management port cannot answer {}", exchange.normalizedPath(), exchange.failure());
        }
        refuse(exchange, status, HttpResponseStatus.valueOf(status).reasonPhrase());
    }

    /** Answers a request that is not let through, with what is wrong. */
    static void refuse(RoutingContext exchange, int status, String problem) {
        exchange.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(problem(status, problem).json());
    }
}
