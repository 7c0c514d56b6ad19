package org.spotalert.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** An ECS whose fleet changes: deployments, scale-in and replaced instances. It remembers what ran where at each time. */
final class ChangingEcs implements AutoCloseable {

    private static final String ARN = EcsEvents.ARN;
    private static final int SERVICES = 6;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final Random random;
    private final List<Host> hosts = new ArrayList<>();
    private final List<Placed> tasks = new ArrayList<>();
    private final TreeMap<Instant, Map<String, Set<String>>> history = new TreeMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicBoolean down = new AtomicBoolean();
    private final List<Event> events = new ArrayList<>();

    /**
     * What ECS says of a change.
     *
     * @param id the EC2 instance that it is about
     */
    record Event(String id, Instant at, String body) {}

    private record Host(String cluster, String id) {

        String arn() {
            return ARN + "container-instance/" + cluster + "/ci-" + id;
        }
    }

    private record Placed(String arn, Host host, String service, AtomicBoolean stopped, AtomicLong stoppedAt) {}

    ChangingEcs(int clusters, int hostsEach, Random random) throws IOException {
        this.random = random;
        for (int host = 0; host < clusters * hostsEach; host++) {
            launch("cluster-" + host % clusters);
        }
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
        remember();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Lets every call fail from now on, or none. */
    void down(boolean now) {
        down.set(now);
    }

    /** The events since the last time. */
    synchronized List<Event> events() {
        List<Event> all = List.copyOf(events);
        events.clear();
        return all;
    }

    private void changed(Placed task) {
        Instant now = Instant.now();
        Instant stops =
                task.stopped().get() ? Instant.ofEpochMilli(task.stoppedAt().get()) : null;
        String body = EcsEvents.task(
                task.host().cluster(),
                task.host().arn(),
                task.arn(),
                task.service(),
                stops,
                stops == null ? 1 : 2,
                now);
        events.add(new Event(task.host().id(), now, body));
    }

    private void changed(Host host, String status, long version) {
        Instant now = Instant.now();
        String body = EcsEvents.instance(host.cluster(), host.arn(), host.id(), status, version, now);
        events.add(new Event(host.id(), now, body));
    }

    /** Changes the fleet: a deployment, an instance less, or another one in its place. */
    synchronized void change() {
        Host host = hosts.get(random.nextInt(hosts.size()));
        switch (random.nextInt(4)) {
            case 0 -> {
                remove(host);
                launch(host.cluster());
            }
            case 1 -> {
                remove(host);
                launch(host.cluster());
                host = hosts.get(hosts.size() - 1);
                stop(host, 1, 2);
            }
            default -> {
                stop(host, random.nextDouble(), 2);
                place(host, random.nextInt(3));
            }
        }
        remember();
    }

    /** Changes what the instance runs. */
    synchronized void deploy(String id) {
        hosts.stream().filter(host -> host.id().equals(id)).forEach(host -> {
            stop(host, 0.3, 2);
            place(host, 2);
        });
        remember();
    }

    /** Draining stops about this share of the instance's tasks now. */
    synchronized void drain(String id, double share) {
        hosts.stream().filter(host -> host.id().equals(id)).forEach(host -> stop(host, share, 0));
        remember();
    }

    private void launch(String cluster) {
        Host host = new Host(cluster, "i-%017x".formatted(numbers.incrementAndGet()));
        hosts.add(host);
        changed(host, "ACTIVE", 1);
        place(host, random.nextInt(5));
    }

    private void place(Host host, int count) {
        for (int task = 0; task < count; task++) {
            Placed placed = new Placed(
                    ARN + "task/" + host.cluster() + "/" + "%032x".formatted(numbers.incrementAndGet()),
                    host,
                    "service-" + random.nextInt(SERVICES),
                    new AtomicBoolean(),
                    new AtomicLong());
            tasks.add(placed);
            changed(placed);
        }
    }

    private void remove(Host host) {
        hosts.remove(host);
        stop(host, 1, 0);
        changed(host, "INACTIVE", 2);
        tasks.removeIf(task -> task.host().equals(host));
    }

    private void stop(Host host, double share, int secondsAgo) {
        tasks.stream()
                .filter(task -> task.host().equals(host) && !task.stopped().get() && random.nextDouble() < share)
                .forEach(task -> {
                    task.stopped().set(true);
                    task.stoppedAt().set(Instant.now().minusSeconds(secondsAgo).toEpochMilli());
                    changed(task);
                });
    }

    private void remember() {
        history.put(Instant.now(), running());
    }

    private Map<String, Set<String>> running() {
        Map<String, Set<String>> services = hosts.stream().collect(Collectors.toMap(Host::id, host -> Set.of()));
        services.putAll(tasks.stream()
                .filter(task -> !task.stopped().get())
                .collect(Collectors.groupingBy(
                        task -> task.host().id(), Collectors.mapping(Placed::service, Collectors.toSet()))));
        return services;
    }

    /** Some instances, of one cluster. */
    synchronized List<String> some(int count) {
        String cluster = hosts.get(random.nextInt(hosts.size())).cluster();
        return hosts.stream()
                .filter(host -> host.cluster().equals(cluster))
                .map(Host::id)
                .limit(count)
                .toList();
    }

    /** What was so from this time to that one, one after the other. */
    synchronized List<Map<String, Set<String>>> between(Instant from, Instant to) {
        return List.copyOf(history.subMap(Objects.requireNonNull(history.floorKey(from)), true, to, true)
                .values());
    }

    /** The services of each instance at this time. */
    synchronized Map<String, Set<String>> at(Instant time) {
        return Objects.requireNonNull(history.floorEntry(time)).getValue();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        byte[] body = exchange.getRequestBody().readAllBytes();
        byte[] answer = "{\"__type\":\"AccessDeniedException\",\"message\":\"no\"}".getBytes(StandardCharsets.UTF_8);
        int status = 400;
        if (!down.get() && target.contains(".")) {
            answer = json.writeValueAsBytes(answer(target.substring(target.indexOf('.') + 1), json.readTree(body)));
            status = 200;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private ObjectNode answer(String action, JsonNode request) {
        String cluster = request.path("cluster").asText();
        cluster = cluster.substring(cluster.lastIndexOf('/') + 1);
        String name = cluster;
        ObjectNode answer = json.createObjectNode();
        switch (action) {
            case "ListClusters" -> {
                ArrayNode arns = answer.putArray("clusterArns");
                clusters().forEach(each -> arns.add(ARN + "cluster/" + each));
            }
            case "DescribeClusters" -> {
                ArrayNode all = answer.putArray("clusters");
                clusters()
                        .forEach(each -> all.addObject()
                                .put("clusterName", each)
                                .put("status", "ACTIVE")
                                .put(
                                        "registeredContainerInstancesCount",
                                        hosts(each).size())
                                .put(
                                        "runningTasksCount",
                                        tasks(each, task -> !task.stopped().get())
                                                .size())
                                .put("pendingTasksCount", 0));
            }
            case "ListContainerInstances" -> {
                ArrayNode arns = answer.putArray("containerInstanceArns");
                String filter = request.path("filter").asText("");
                hosts(name).stream()
                        .filter(host -> filter.isEmpty() || filter.contains(host.id()))
                        .forEach(host -> arns.add(host.arn()));
            }
            case "DescribeContainerInstances" -> {
                ArrayNode all = answer.putArray("containerInstances");
                Set<String> asked = asked(request, "containerInstances");
                hosts(name).stream()
                        .filter(host -> asked.contains(host.arn()))
                        .forEach(host -> all.addObject()
                                .put("containerInstanceArn", host.arn())
                                .put("ec2InstanceId", host.id())
                                .put("status", "ACTIVE")
                                .put("agentConnected", true)
                                .put(
                                        "runningTasksCount",
                                        tasks(
                                                        name,
                                                        task -> task.host().equals(host)
                                                                && !task.stopped()
                                                                        .get())
                                                .size())
                                .put("pendingTasksCount", 0));
                missing(answer, asked, hosts(name).stream().map(Host::arn).collect(Collectors.toSet()));
            }
            case "ListTasks" -> {
                boolean stopped = request.path("desiredStatus").asText().equals("STOPPED");
                String on = request.path("containerInstance").asText("");
                ArrayNode arns = answer.putArray("taskArns");
                tasks(
                                name,
                                task -> task.stopped().get() == stopped
                                        && (on.isEmpty()
                                                || on.equals(task.host().arn())))
                        .forEach(task -> arns.add(task.arn()));
            }
            case "DescribeTasks" -> {
                ArrayNode all = answer.putArray("tasks");
                Set<String> asked = asked(request, "tasks");
                tasks(name, task -> asked.contains(task.arn())).forEach(task -> describe(task, all.addObject()));
                missing(
                        answer,
                        asked,
                        tasks(name, task -> true).stream().map(Placed::arn).collect(Collectors.toSet()));
            }
            default -> {
                ArrayNode all = answer.putArray("services");
                asked(request, "services")
                        .forEach(service -> all.addObject()
                                .put("serviceName", service)
                                .put("status", "ACTIVE")
                                .put("desiredCount", 9)
                                .put("runningCount", 9)
                                .put("pendingCount", 0));
            }
        }
        return answer;
    }

    private static void describe(Placed task, ObjectNode described) {
        described
                .put("taskArn", task.arn())
                .put("containerInstanceArn", task.host().arn())
                .put("group", "service:" + task.service())
                .put("taskDefinitionArn", ARN + "task-definition/web:1")
                .put("lastStatus", "RUNNING")
                .put("desiredStatus", task.stopped().get() ? "STOPPED" : "RUNNING")
                .put("memory", "512");
        if (task.stopped().get()) {
            described.put("stoppingAt", task.stoppedAt().get() / 1000.0);
        }
    }

    private static void missing(ObjectNode answer, Set<String> asked, Set<String> known) {
        ArrayNode failures = answer.putArray("failures");
        asked.stream()
                .filter(arn -> !known.contains(arn))
                .forEach(arn -> failures.addObject().put("arn", arn).put("reason", "MISSING"));
    }

    private static Set<String> asked(JsonNode request, String member) {
        Map<String, Boolean> asked = new HashMap<>();
        request.path(member).forEach(each -> asked.put(each.asText(), true));
        return asked.keySet();
    }

    private List<String> clusters() {
        return hosts.stream().map(Host::cluster).distinct().sorted().toList();
    }

    private List<Host> hosts(String cluster) {
        return hosts.stream().filter(host -> host.cluster().equals(cluster)).toList();
    }

    private List<Placed> tasks(String cluster, Predicate<Placed> which) {
        return tasks.stream()
                .filter(task -> task.host().cluster().equals(cluster) && which.test(task))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
