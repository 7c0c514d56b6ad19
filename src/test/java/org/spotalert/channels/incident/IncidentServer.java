package org.spotalert.channels.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.http.RequestAuthentication;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.http.WebhookAddress;
import org.spotalert.channels.http.WebhookClient;
import org.spotalert.channels.http.WebhookHostPolicy;
import org.spotalert.channels.http.WebhookTransports;

/** A real HTTP server in the place of PagerDuty, Jira or ServiceNow, which can be made to fail. */
public final class IncidentServer implements AutoCloseable {

    public static final ObjectMapper JSON = new ObjectMapper();

    /** What has arrived. */
    public record Request(String method, String path, String query, Headers headers, String body) {

        public String line() {
            return method + " " + path;
        }

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new AssertionError("the body is not JSON: " + body, e);
            }
        }
    }

    /** What is answered. */
    public record Answer(int status, Map<String, String> headers, String body) {

        public static Answer of(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "application/json"), body);
        }

        public Answer with(String header, String value) {
            return new Answer(status, Map.of("Content-Type", "application/json", header, value), body);
        }
    }

    /** What the server does. */
    public interface Work {
        Answer answer(Request request);
    }

    /**
     * What happens to one request.
     *
     * @param method of the request
     * @param taken whether the request does its work all the same, unheard
     * @param answer what is answered; null for no answer at all
     */
    private record Fault(
            String method, boolean taken, @Nullable Answer answer) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
    private final Work work;

    /** Does this with every request. */
    public IncidentServer(Work work) throws IOException {
        this.work = work;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The client of the channel, with a short timeout. */
    public WebhookClient client(String path, RequestAuthentication secret) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        Webhook webhook =
                new Webhook(WebhookAddress.parse(url, WebhookHostPolicy.site(url, List.of("127.0.0.1"))), secret);
        return new WebhookClient(channel -> webhook, WebhookTransports.toThisMachine(Duration.ofSeconds(3)), true);
    }

    /** The next request of this method is answered so, and does nothing. */
    public void next(String method, Answer answer) {
        faults.add(new Fault(method, false, answer));
    }

    /** The next request of this method does its work, but nobody hears of it. */
    public void takeUnheard(String method) {
        faults.add(new Fault(method, true, null));
    }

    /** The requests so far, in the order of their arrival, as method and path. */
    public List<String> lines() {
        return requests.stream().map(Request::line).toList();
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The failure as the delivery report has it. */
    public static String reason(Exchange result) {
        return new Failures(Clock.systemUTC(), List::of, () -> false).describe(result.getException());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestURI().getRawQuery()),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(request);
            Fault fault = faults.peek();
            if (fault == null || !fault.method().equals(request.method())) {
                answer(exchange, work.answer(request));
                return;
            }
            faults.remove();
            if (fault.taken()) {
                work.answer(request);
            }
            if (fault.answer() == null) {
                closed.await();
            } else {
                answer(exchange, fault.answer());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
