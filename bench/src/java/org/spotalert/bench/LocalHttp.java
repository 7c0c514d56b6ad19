package org.spotalert.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** HTTP servers on the loopback address that answer each request on a thread of its own. */
public final class LocalHttp {

    /** Handles a request; what it throws is answered with status 500. */
    @FunctionalInterface
    public interface Handler {
        /** Reads the request and answers it. */
        void handle(HttpExchange exchange) throws Exception;
    }

    private LocalHttp() {}

    /** Starts a server at a free port. */
    public static HttpServer start(Handler handler) {
        // Without it, answers wait 40 ms for the client's acknowledgement. Read once, when the first server is made.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Programs that are idle between two measurements must not find their connections closed.
        System.setProperty("sun.net.httpserver.idleInterval", "3600");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
            server.setExecutor(threads());
            server.createContext("/", exchange -> handle(exchange, handler));
            server.start();
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static ExecutorService threads() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "local-http");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void handle(HttpExchange exchange, Handler handler) throws IOException {
        try {
            handler.handle(exchange);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            StringWriter trace = new StringWriter();
            failed.printStackTrace(new PrintWriter(trace));
            answer(exchange, 500, trace.toString());
        }
    }

    /** The body of the request. */
    public static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Sends the answer. */
    public static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Where the server listens. */
    public static URI address(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
