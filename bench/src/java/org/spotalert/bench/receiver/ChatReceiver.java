package org.spotalert.bench.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.spotalert.bench.LocalHttp;
import org.spotalert.bench.aws.TokenBucket;

/**
 * A Google Chat space behind its webhook: 60 messages a minute at most, as Google's "Usage limits" say, and an error 429
 * above that.
 */
public final class ChatReceiver implements AutoCloseable {

    private static final int PER_MINUTE = 60;
    private static final String ACCEPTED = "{}";
    private static final String REFUSED =
            "{\"error\":{\"code\":429,\"message\":\"Quota exceeded\",\"status\":\"RESOURCE_EXHAUSTED\"}}";

    private final HttpServer server;
    private final long halfLatencyMillis;
    private final Consumer<String> space;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile TokenBucket bucket;

    /**
     * Starts to listen.
     *
     * @param latency how long a post is on its way, there and back
     * @param space gets every message
     */
    public ChatReceiver(Duration latency, Consumer<String> space) {
        this.halfLatencyMillis = latency.toMillis() / 2;
        this.space = space;
        this.bucket = fullBucket();
        this.server = LocalHttp.start(this::handle);
    }

    private static TokenBucket fullBucket() {
        return new TokenBucket(PER_MINUTE, PER_MINUTE / 60.0, System::nanoTime);
    }

    /** The host and port of the webhook. */
    public String host() {
        return LocalHttp.address(server).getAuthority();
    }

    /** The webhook's address. */
    public String webhook() {
        return "http://" + host() + "/v1/spaces/BENCH/messages?key=bench&token=bench%3D";
    }

    /** Begins anew: a full bucket, nothing refused yet. */
    public void begin() {
        bucket = fullBucket();
        refused.set(0);
    }

    /** How many messages were refused since the last {@link #begin}. */
    public int refused() {
        return refused.get();
    }

    private void handle(HttpExchange exchange) throws IOException, InterruptedException {
        String message = LocalHttp.body(exchange);
        Thread.sleep(halfLatencyMillis);
        boolean accepted = bucket.tryTake();
        if (accepted) {
            space.accept(message);
        } else {
            refused.incrementAndGet();
        }
        Thread.sleep(halfLatencyMillis);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        LocalHttp.answer(exchange, accepted ? 200 : 429, accepted ? ACCEPTED : REFUSED);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
