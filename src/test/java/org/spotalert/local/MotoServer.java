package org.spotalert.local;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** An AWS of one's own on this machine: moto's server, corrected, counting calls and failing on request. */
public final class MotoServer implements AutoCloseable {

    private static final String SCRIPT = "src/test/resources/moto/moto_like_aws.py";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private static @Nullable Process starter;

    private final ProcessHandle process;
    private final int port;

    private MotoServer(ProcessHandle process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts the server and waits until it answers. It ends with this JVM at the latest. */
    public static MotoServer start() {
        int port = FreePort.find();
        MotoServer server = new MotoServer(fork(port), port);
        Awaitility.await("moto")
                .atMost(Duration.ofMinutes(3))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(server::answers);
        return server;
    }

    /** One process of this JVM loads moto, which takes seconds, and splits off each server. */
    private static synchronized ProcessHandle fork(int port) {
        try {
            Process parent = starter;
            if (parent == null) {
                parent = new ProcessBuilder(Python.withMoto(), SCRIPT, "--on-request")
                        .redirectError(new File("target/moto.log"))
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(parent::destroy));
                starter = parent;
            }
            Writer requests = parent.outputWriter();
            requests.write(port + " target/moto-" + port + ".log\n");
            requests.flush();
            String id = parent.inputReader().readLine();
            if (id == null) {
                throw new IllegalStateException("moto ended at once; see target/moto.log");
            }
            return ProcessHandle.of(Long.parseLong(id)).orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("moto ended at once; see target/moto-" + port + ".log");
        }
        try {
            send("GET", "/local/calls", "");
            return true;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Where AWS calls go. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** How often each action was called since the last {@link #resetCalls}. */
    public Map<String, Integer> calls() {
        return counts("/local/calls");
    }

    /** How often each action was called in this region since the last {@link #resetCalls}. */
    public Map<String, Integer> calls(String region) {
        return counts("/local/calls/" + region);
    }

    private Map<String, Integer> counts(String path) {
        try {
            return json.readValue(send("GET", path, ""), new TypeReference<>() {});
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** Counts from zero again. */
    public void resetCalls() {
        send("DELETE", "/local/calls", "");
    }

    /** Lets the next calls of an action fail with this AWS error. */
    public void fail(String action, String errorCode, int status, int times) {
        fail(action, errorCode, status, times, "made to fail");
    }

    /** The same, with these words of AWS. */
    public void fail(String action, String errorCode, int status, int times, String message) {
        ObjectNode fault = json.createObjectNode();
        fault.put("type", errorCode).put("status", status).put("times", times).put("message", message);
        send("PUT", "/local/faults/" + action, fault.toString());
    }

    /** Lets the next calls of an action wait before they are answered. */
    public void delay(String action, Duration delay, int times) {
        send("PUT", "/local/faults/" + action, "{\"delayMillis\":%d,\"times\":%d}".formatted(delay.toMillis(), times));
    }

    /**
     * Lets so many tasks of a service run from now on, in a complete deployment.
     *
     * @param event what ECS says of the service; null for nothing
     */
    public void service(String cluster, String name, int running, @Nullable String event) {
        ObjectNode body = json.createObjectNode().put("running", running).put("event", event);
        send("PUT", "/local/services/" + AwsWorld.REGION + "/" + cluster + "/" + name, body.toString());
    }

    /** Lets the answers of an ECS action leave out everything, though ECS counts it. */
    public void omit(String action) {
        send("PUT", "/local/omissions/" + action, "");
    }

    /** Takes these instances, as the status of their Spot requests says from now on. EventBridge says nothing. */
    public void reclaim(
            String account, String region, Duration age, String code, String behavior, Collection<String> instances) {
        ArrayNode body = json.createArrayNode();
        instances.forEach(instance -> body.addObject()
                .put("instance", instance)
                .put("code", code)
                .put("behavior", behavior)
                .put("age", age.toSeconds()));
        send("PUT", "/local/reclaims/" + account + "/" + region, body.toString());
    }

    /** Takes these instances just now, for want of capacity. */
    public void reclaim(Collection<String> instances) {
        reclaimIn(AwsWorld.ACCOUNT, instances);
    }

    /** The same in another account. */
    public void reclaimIn(String account, Collection<String> instances) {
        reclaim(account, AwsWorld.REGION, Duration.ZERO, "instance-terminated-no-capacity", "terminate", instances);
    }

    /** Lets nobody assume a role of this account. */
    public void distrust(String account) {
        send("PUT", "/local/distrust/" + account, "");
    }

    /** Connects or disconnects the agent of a container instance. */
    public void agent(AwsWorld.Member member, boolean connected) {
        String arn = member.containerInstanceArn();
        send(
                "PUT",
                "/local/agents/" + AwsWorld.REGION + "/" + member.cluster() + "/"
                        + arn.substring(arn.lastIndexOf('/') + 1),
                "{\"connected\":%s}".formatted(connected));
    }

    /** Takes calls with this access key no longer. */
    public void expire(String accessKey) {
        send("PUT", "/local/expired/" + accessKey, "");
    }

    /** Lets everything work again. */
    public void clearFaults() {
        send("DELETE", "/local/faults", "");
    }

    String send(String method, String path, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(endpoint().resolve(path))
                    .timeout(Duration.ofMinutes(1))
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
