package org.spotalert.platform.management;

import io.netty.channel.Channel;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the connections few: a new one too many closes the one that has had no answer for the longest time. None stays open without
 * an answer for long, whatever it sends meanwhile: a limit on idle time alone lets a client trickle for ever. A request has all of
 * that time, however long its connection was idle before; Vert.x takes the next one of a connection only after the answer.
 */
final class OpenConnections implements Handler<HttpConnection> {

    private final int most;
    private final Duration timeout;
    /** When each was opened, or last sent a request or had its answer, by {@link System#nanoTime}; the longest ago first. */
    private final Map<HttpConnection, Long> since = new LinkedHashMap<>();

    /** @param timeout how long one stays open without an answer */
    OpenConnections(int most, Duration timeout) {
        this.most = most;
        this.timeout = timeout;
    }

    @Override
    public synchronized void handle(HttpConnection opened) {
        if (since.size() >= most) {
            close(since.keySet().iterator().next());
        }
        since.put(opened, System.nanoTime());
        opened.closeHandler(closed -> forget(opened));
    }

    /** Notes a request, and its answer when there is one. */
    void noteRequest(RoutingContext exchange) {
        HttpConnection connection = exchange.request().connection();
        if (exchange.response().writeQueueFull()) {
            // The client asks for more, and does not read what it was answered.
            close(connection);
            return;
        }
        note(connection);
        exchange.addEndHandler(answered -> note(connection));
        exchange.next();
    }

    private synchronized void note(HttpConnection connection) {
        if (since.remove(connection) != null) {
            since.put(connection, System.nanoTime());
        }
    }

    /** Closes those without an answer for too long. */
    synchronized void closeStale() {
        Iterator<Map.Entry<HttpConnection, Long>> all = since.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<HttpConnection, Long> oldest = all.next();
            if (System.nanoTime() - oldest.getValue() < timeout.toNanos()) {
                return;
            }
            all.remove();
            closeNow(oldest.getKey());
        }
    }

    private synchronized void forget(HttpConnection connection) {
        since.remove(connection);
    }

    private void close(HttpConnection connection) {
        forget(connection);
        closeNow(connection);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the end of a connection that is in the way.
    private static void closeNow(HttpConnection connection) {
        channel(connection).close();
    }

    /** Vert.x closes a connection only after the client has read everything; its channel closes at once. */
    static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }
}
