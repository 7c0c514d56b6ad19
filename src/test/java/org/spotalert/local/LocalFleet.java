package org.spotalert.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An ECS, an EC2 and an Elastic Load Balancing that hold what a test puts there, as JSON that it may change, and that answer after some time. */
public final class LocalFleet implements AutoCloseable {

    private static final String ARN = "arn:aws:ecs:eu-west-1:123456789012:";
    private static final int PAGE = 100;

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Map<String, ObjectNode>> things = new TreeMap<>();
    private final LocalEc2 ec2 = new LocalEc2();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final HttpServer server;
    private final Duration latency;

    /** An instance in a cluster. */
    public record Host(String cluster, String id, String type, String zone, boolean spot) {

        String arn() {
            return ARN + "container-instance/" + cluster + "/ci-" + id;
        }
    }

    /** @param latency how long every answer takes */
    public LocalFleet(Duration latency) throws IOException {
        this.latency = latency;
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        System.setProperty(
                "aws.endpointUrl", "http://127.0.0.1:" + server.getAddress().getPort());
        System.setProperty("aws.region", "eu-west-1");
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }

    private Map<String, ObjectNode> of(String kind, String cluster) {
        return things.computeIfAbsent(kind + " " + cluster, added -> new TreeMap<>());
    }

    /** A new instance, and its record in the cluster. */
    public synchronized Host host(String cluster, String type, String zone, boolean spot) {
        Host host = new Host(cluster, "i-%017x".formatted(numbers.incrementAndGet()), type, zone, spot);
        ec2.add(host);
        ObjectNode record = json.createObjectNode()
                .put("containerInstanceArn", host.arn())
                .put("ec2InstanceId", host.id())
                .put("status", "ACTIVE")
                .put("agentConnected", true);
        Stream.of("CPU", "MEMORY")
                .forEach(name -> record.withArray("remainingResources")
                        .addObject()
                        .put("name", name)
                        .put("type", "INTEGER")
                        .put("integerValue", 4096));
        of("containerInstance", cluster).put(host.arn(), record);
        of("cluster", "").put(cluster, json.createObjectNode().put("clusterName", cluster));
        return host;
    }

    /** What ECS says of the host's record. */
    public ObjectNode record(Host host) {
        return Objects.requireNonNull(of("containerInstance", host.cluster()).get(host.arn()));
    }

    /** A new service whose task definition has one container that gets this time to stop; to be changed at will. */
    public synchronized ObjectNode service(String cluster, String name, int desired, int stopTimeout) {
        String definition = ARN + "task-definition/" + cluster + "-" + name + ":1";
        definition(definition).put("stopTimeout", stopTimeout);
        ObjectNode service = json.createObjectNode()
                .put("serviceName", name)
                .put("status", "ACTIVE")
                .put("desiredCount", desired)
                .put("runningCount", desired)
                .put("pendingCount", 0)
                .put("taskDefinition", definition);
        service.putObject("deploymentConfiguration").put("minimumHealthyPercent", 100);
        of("service", cluster).put(name, service);
        return service;
    }

    /** A load balancer reaches the service's tasks by a new target group with this deregistration delay; its ARN. */
    public synchronized String targetGroup(ObjectNode service, int delay) {
        String arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/group/%016x"
                .formatted(numbers.incrementAndGet());
        ec2.targetGroup(arn, delay);
        service.withArray("loadBalancers")
                .addObject()
                .put("targetGroupArn", arn)
                .put("containerPort", 80);
        return arn;
    }

    /** The only container of a task definition. */
    public ObjectNode definition(String arn) {
        return of("definition", "")
                .computeIfAbsent(arn, added -> json.createObjectNode().put("name", "app"));
    }

    /** New tasks of a group on a host. */
    public synchronized void tasks(Host host, String group, int count) {
        for (int task = 0; task < count; task++) {
            ObjectNode added = task(host.cluster(), group, host.zone()).put("containerInstanceArn", host.arn());
            ObjectNode record = record(host);
            record.put("runningTasksCount", record.path("runningTasksCount").asInt() + 1);
            of("task", host.cluster()).put(added.path("taskArn").asText(), added);
        }
    }

    /** A new task of a group on Fargate Spot. */
    public synchronized void fargateTask(String cluster, String group, String zone) {
        ObjectNode added = task(cluster, group, zone).put("capacityProviderName", "FARGATE_SPOT");
        of("task", cluster).put(added.path("taskArn").asText(), added);
    }

    private ObjectNode task(String cluster, String group, String zone) {
        return json.createObjectNode()
                .put("taskArn", ARN + "task/" + cluster + "/%032x".formatted(numbers.incrementAndGet()))
                .put("group", group)
                .put("taskDefinitionArn", ARN + "task-definition/any:1")
                .put("availabilityZone", zone)
                .put("lastStatus", "RUNNING")
                .put("desiredStatus", "RUNNING")
                .put("cpu", "256")
                .put("memory", "512");
    }

    /** The group of the task with this id. */
    public synchronized String group(String id) {
        return things.entrySet().stream()
                .filter(kind -> kind.getKey().startsWith("task "))
                .flatMap(kind -> kind.getValue().entrySet().stream())
                .filter(task -> task.getKey().endsWith("/" + id))
                .map(task -> task.getValue().path("group").asText())
                .findFirst()
                .orElseThrow();
    }

    /** EC2 takes the instance, as the status of its Spot request says. */
    public void take(Host host) {
        ec2.take(host);
    }

    /** ECS knows no such cluster, or does not allow such an action. */
    public void refuse(String clusterOrAction) {
        unknown.add(clusterOrAction);
    }

    /** How often each action was called. */
    public Map<String, Integer> calls() {
        return calls.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().get()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        try {
            Thread.sleep(latency.toMillis());
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
        String text = new String(body, StandardCharsets.UTF_8);
        boolean refused = unknown.stream()
                .anyMatch(name -> text.contains("\"" + name + "\"")
                        || text.startsWith("Action=" + name + "&")
                        || String.valueOf(target).endsWith("." + name));
        byte[] answer = (target == null && refused
                        ? LocalEc2.REFUSAL
                        : target == null
                                ? ec2.answer(URLDecoder.decode(text, StandardCharsets.UTF_8), this::count)
                                : refused
                                        ? "{\"__type\":\"ClusterNotFoundException\",\"message\":\"Cluster not found.\"}"
                                        : ecs(target.substring(target.indexOf('.') + 1), json.readTree(text))
                                                .toString())
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(refused ? 400 : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private synchronized ObjectNode ecs(String action, JsonNode request) {
        count(action);
        String cluster = request.path("cluster").asText();
        String name = cluster.substring(cluster.lastIndexOf('/') + 1);
        return switch (action) {
            case "ListClusters" ->
                list("clusterArns", of("cluster", "").keySet().stream().map(each -> ARN + "cluster/" + each), request);
            case "ListContainerInstances" ->
                list(
                        "containerInstanceArns",
                        of("containerInstance", name).values().stream()
                                .filter(each -> request.path("filter").isMissingNode()
                                        || request.path("filter")
                                                .asText()
                                                .contains(each.path("ec2InstanceId")
                                                        .asText()))
                                .map(each -> each.path("containerInstanceArn").asText()),
                        request);
            case "ListTasks" ->
                list(
                        "taskArns",
                        of("task", name).values().stream()
                                .filter(each -> same(each, request, "desiredStatus", "desiredStatus")
                                        && same(each, request, "containerInstanceArn", "containerInstance"))
                                .map(each -> each.path("taskArn").asText()),
                        request);
            case "DescribeContainerInstances" -> describe("containerInstance", name, request);
            case "DescribeTasks" -> describe("task", name, request);
            case "DescribeServices" -> describe("service", name, request);
            case "DescribeTaskDefinition" -> {
                ObjectNode answer = json.createObjectNode();
                answer.putObject("taskDefinition")
                        .putArray("containerDefinitions")
                        .add(definition(request.path("taskDefinition").asText()));
                yield answer;
            }
            default -> throw new IllegalArgumentException(action);
        };
    }

    private static boolean same(JsonNode thing, JsonNode request, String member, String asked) {
        return request.path(asked).isMissingNode() || request.path(asked).equals(thing.path(member));
    }

    private ObjectNode list(String member, Stream<String> arns, JsonNode request) {
        List<String> all = arns.toList();
        int from = request.path("nextToken").asInt(0);
        int to = Math.min(all.size(), from + PAGE);
        ObjectNode answer = json.createObjectNode();
        ArrayNode page = answer.putArray(member);
        all.subList(from, to).forEach(page::add);
        return to < all.size() ? answer.put("nextToken", String.valueOf(to)) : answer;
    }

    private ObjectNode describe(String kind, String cluster, JsonNode request) {
        ObjectNode answer = json.createObjectNode();
        ArrayNode found = answer.putArray(kind + "s");
        ArrayNode failures = answer.putArray("failures");
        request.path(kind + "s").forEach(asked -> {
            ObjectNode thing = of(kind, cluster).get(asked.asText());
            if (thing == null) {
                failures.addObject().put("arn", asked.asText()).put("reason", "MISSING");
            } else {
                found.add(thing);
            }
        });
        return answer;
    }

    private void count(String action) {
        calls.computeIfAbsent(action, added -> new AtomicInteger()).incrementAndGet();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        List.of("aws.endpointUrl", "aws.region", "aws.accessKeyId", "aws.secretAccessKey")
                .forEach(System::clearProperty);
    }
}
