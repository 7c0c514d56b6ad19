package org.spotalert.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;

/** A webhook's far end that keeps what it accepts, and when. */
public final class WebhookReceiver implements AutoCloseable {

    private final List<Received> accepted = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile IntSupplier answers = () -> 200;

    /** A message that was accepted: its sender may not have lived to read the answer. */
    public record Received(Instant at, String body) {}

    private WebhookReceiver(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Starts a receiver that accepts everything at once.
     *
     * @param port where; 0 for any port that is free
     */
    public static WebhookReceiver start(int port) {
        try {
            return new WebhookReceiver(port);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Its address, without a path. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Asks for the status of each answer, when the request has been read; a supplier may wait before it says. */
    public void answerWith(IntSupplier status) {
        answers = status;
    }

    /** What was answered with a status below 300, or will be. */
    public List<Received> accepted() {
        return List.copyOf(accepted);
    }

    /** How many of the accepted messages name this. */
    public long naming(String text) {
        return accepted.stream()
                .filter(message -> message.body().contains(text))
                .count();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Received message = new Received(Instant.now(), body);
            int status = answers.getAsInt();
            if (status < 300) {
                accepted.add(message);
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
