package org.spotalert.platform.management;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.channel.Channel;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets one request after the other through to Jolokia, and none that asks for too much at once: Jolokia holds an answer in memory as
 * a tree and as a text, and the list of all MBeans takes some 15 MB. The next one begins when the client has the answer before it.
 * All this happens on one thread, the server's.
 */
final class JolokiaQueue implements Handler<RoutingContext> {

    /** What a bulk request may cost; the list is nearly as much. */
    static final int MOST = 50;

    private static final int LIST = 40;
    private static final int SEVERAL = 5;
    private static final int MOST_WAITING = 8;
    private static final long CHECK_MILLIS = 10;
    /** What may be asked by GET. A page of another site can have a browser send one, and it must not have an effect. */
    private static final Pattern READING = Pattern.compile("/observe/jolokia(/((version|list|read|search)(/.*)?)?)?");

    /** Strict, so that Jolokia reads nothing else. */
    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The first is under way, the others wait. */
    private final Queue<RoutingContext> all = new ArrayDeque<>();

    @Override
    public void handle(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (HttpMethod.GET.equals(request.method())
                && (!READING.matcher(exchange.normalizedPath()).matches()
                        || request.params().contains("p"))) {
            JsonReply.refuse(exchange, 405, "GET only reads; ask for operations by POST");
            return;
        }
        Buffer body = exchange.body().buffer();
        try {
            if (body != null && cost(json.readTree(body.getBytes())) > MOST) {
                JsonReply.refuse(
                        exchange,
                        413,
                        "this bulk request asks for too much; ask " + MOST
                                + " single MBeans at a time, patterns and operations fewer, and list alone");
                return;
            }
        } catch (IOException malformed) {
            JsonReply.refuse(exchange, 400, "the body is not JSON");
            return;
        }
        if (all.size() <= MOST_WAITING) {
            all.add(exchange);
            if (all.size() == 1) {
                begin(exchange);
            }
        } else {
            exchange.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
            JsonReply.refuse(exchange, 503, "too many requests wait for Jolokia; try again");
        }
    }

    private static int cost(@Nullable JsonNode request) {
        return request == null || !request.isArray()
                ? 1
                : request.valueStream().mapToInt(JolokiaQueue::costOfOne).sum();
    }

    private static int costOfOne(JsonNode request) {
        String bean = request.path("mbean").asText();
        return switch (request.path("type").asText().toLowerCase(Locale.ROOT)) {
            case "list" -> LIST;
            case "read" -> bean.contains("*") || bean.contains("?") ? SEVERAL : 1;
            default -> SEVERAL;
        };
    }

    private void begin(RoutingContext exchange) {
        Channel channel = OpenConnections.channel(exchange.request().connection());
        exchange.addEndHandler(answered -> nextOnceRead(exchange, channel));
        exchange.next();
    }

    private void nextOnceRead(RoutingContext exchange, Channel channel) {
        exchange.vertx().setTimer(CHECK_MILLIS, timer -> {
            if (channel.isActive() && !channel.isWritable()) {
                nextOnceRead(exchange, channel);
            } else {
                next();
            }
        });
    }

    private void next() {
        all.remove();
        while (!all.isEmpty() && all.element().response().closed()) {
            all.remove();
        }
        RoutingContext next = all.peek();
        if (next != null) {
            begin(next);
        }
    }
}
