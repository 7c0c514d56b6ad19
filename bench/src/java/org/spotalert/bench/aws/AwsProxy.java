package org.spotalert.bench.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.spotalert.bench.LocalHttp;

/**
 * AWS as the programs see it: every call takes its time, takes a token from its bucket, and is counted. EC2's and ECS's
 * reading actions are answered from a {@link World}, SNS's Publish is received here, SQS is a queue server's, and all the
 * rest goes to moto.
 */
public final class AwsProxy implements AutoCloseable {

    private static final List<String> FORWARDED =
            List.of("Content-Type", "X-Amz-Target", "Authorization", "X-Amz-Date", "x-amzn-query-mode");

    /** Longer than anybody waits. */
    private static final long SILENCE_MILLIS = 120_000;

    private final HttpServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI queues;
    private final URI moto;
    private final long halfLatencyMillis;
    private final boolean metered;
    private final Consumer<String> topic;
    private volatile Outage outage = Outage.NONE;
    private volatile Scene scene = new Scene(World.of(1, 1, 1, 1));

    /** How EC2 and ECS fail. */
    public enum Outage {
        NONE,
        /** No call is answered. */
        SILENT,
        /** Every call is throttled. */
        THROTTLED
    }

    /** What belongs to one measurement: a world, full buckets and no calls yet. */
    private static final class Scene {

        final Ec2Emulator ec2;
        final EcsEmulator ecs;
        final Quotas quotas = new Quotas(System::nanoTime);
        final CallCounts counts = new CallCounts();

        Scene(World world) {
            this.ec2 = new Ec2Emulator(world);
            this.ecs = new EcsEmulator(world);
        }
    }

    /**
     * Starts to listen.
     *
     * @param queues where SQS's calls go
     * @param moto where calls go that nothing here answers
     * @param latency how long a call is on its way, there and back
     * @param metered whether calls take tokens from AWS's buckets
     * @param topic gets the text of every message that is published to SNS
     */
    public AwsProxy(URI queues, URI moto, Duration latency, boolean metered, Consumer<String> topic) {
        this.queues = queues;
        this.moto = moto;
        this.halfLatencyMillis = latency.toMillis() / 2;
        this.metered = metered;
        this.topic = topic;
        this.server = LocalHttp.start(this::handle);
    }

    /** Where AWS calls go. */
    public URI endpoint() {
        return LocalHttp.address(server);
    }

    /** Begins anew: this world, full buckets, no calls yet, no outage. */
    public void begin(World world) {
        outage = Outage.NONE;
        scene = new Scene(world);
    }

    /** Lets EC2 and ECS fail from now on. */
    public void fail(Outage how) {
        outage = how;
    }

    /** The calls since the last {@link #begin}. */
    public CallCounts.Snapshot calls() {
        return scene.counts.snapshot();
    }

    private void handle(HttpExchange exchange) throws IOException, InterruptedException {
        AwsCall call = AwsCall.of(exchange.getRequestHeaders(), LocalHttp.body(exchange));
        Scene current = scene;
        current.counts.add(call);
        Thread.sleep(halfLatencyMillis);
        Answer answer;
        boolean reads = call.service().equals("ec2") || call.service().equals("ecs");
        if (reads && outage == Outage.SILENT) {
            Thread.sleep(SILENCE_MILLIS);
        }
        if ((reads && outage != Outage.NONE) || (metered && !current.quotas.admits(call))) {
            current.counts.addThrottled();
            answer = Answer.throttled(call);
        } else {
            Optional<Answer> known = answer(current, call);
            answer = known.isPresent() ? known.get() : forward(exchange, call);
        }
        Thread.sleep(halfLatencyMillis);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        LocalHttp.answer(exchange, answer.status(), answer.body());
    }

    private Optional<Answer> answer(Scene current, AwsCall call) {
        return switch (call.service()) {
            case "ec2" -> current.ec2.answer(call);
            case "ecs" -> current.ecs.answer(call);
            case "sns" -> call.action().equals("Publish") ? Optional.of(publish(call)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Answer publish(AwsCall call) {
        topic.accept(call.form().getOrDefault("Message", ""));
        return Answer.xml(("<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>"
                        + "<MessageId>%s</MessageId></PublishResult><ResponseMetadata><RequestId>bench</RequestId>"
                        + "</ResponseMetadata></PublishResponse>")
                .formatted(UUID.randomUUID()));
    }

    private Answer forward(HttpExchange exchange, AwsCall call) throws IOException, InterruptedException {
        URI target = call.service().equals("sqs") ? queues : moto;
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        target.resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofString(call.body()));
        for (String name : FORWARDED) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        String type = response.headers().firstValue("Content-Type").orElse("text/plain");
        return new Answer(response.statusCode(), type, response.body());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
