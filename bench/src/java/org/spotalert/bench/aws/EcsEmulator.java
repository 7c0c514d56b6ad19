package org.spotalert.bench.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * ECS's reading actions over a {@link World}: everything runs and stays as it is. Pages of 100 as in AWS; a subject that
 * is not there is a failure with status 200, a cluster that is not there an error.
 */
final class EcsEmulator {

    private static final int PAGE = 100;
    private static final int MOST_SERVICES = 10;
    private static final Pattern FILTER = Pattern.compile("\\s*ec2InstanceId\\s*(?:==|in)\\s*\\[?([^]]*)]?\\s*");

    private final World world;
    private final EcsSubjects subjects;

    EcsEmulator(World world) {
        this.world = world;
        this.subjects = new EcsSubjects(world);
    }

    /** The answer; empty for an action that is not emulated. */
    Optional<Answer> answer(AwsCall call) {
        JsonNode request = call.json();
        Answer answer = switch (call.action()) {
            case "ListClusters" -> page("clusterArns", world.clusters(), world::clusterArn, request);
            case "DescribeClusters" ->
                describe("clusters", request, PAGE, name -> first(world.cluster(name), subjects::cluster));
            default ->
                world.cluster(request.path("cluster").asText()).isEmpty()
                        ? Answer.jsonError("ClusterNotFoundException", "Cluster not found.")
                        : inCluster(
                                call.action(),
                                world.cluster(request.path("cluster").asText()).getAsInt(),
                                request);
        };
        return Optional.ofNullable(answer);
    }

    private @Nullable Answer inCluster(String action, int cluster, JsonNode request) {
        return switch (action) {
            case "ListContainerInstances" -> listContainerInstances(cluster, request);
            case "DescribeContainerInstances" ->
                describe(
                        "containerInstances",
                        request,
                        PAGE,
                        arn -> first(world.containerInstance(cluster, arn), subjects::containerInstance));
            case "ListTasks" -> listTasks(cluster, request);
            case "DescribeTasks" ->
                describe(
                        "tasks",
                        request,
                        PAGE,
                        arn -> first(
                                world.instanceOfTask(cluster, arn),
                                instance -> subjects.task(instance, World.taskOfInstance(arn))));
            case "ListServices" ->
                page("serviceArns", world.services(), service -> world.serviceArn(cluster, service), request);
            case "DescribeServices" ->
                describe(
                        "services",
                        request,
                        MOST_SERVICES,
                        name -> first(world.service(name), service -> subjects.service(cluster, service)));
            default -> null;
        };
    }

    private static Optional<ObjectNode> first(OptionalInt number, IntFunction<ObjectNode> subject) {
        return number.isPresent() ? Optional.of(subject.apply(number.getAsInt())) : Optional.empty();
    }

    private Answer listContainerInstances(int cluster, JsonNode request) {
        int[] members = world.instancesOf(cluster).toArray();
        if (request.hasNonNull("filter")) {
            Matcher filter = FILTER.matcher(request.path("filter").asText());
            if (!filter.matches()) {
                return Answer.jsonError("InvalidParameterException", "Invalid filter.");
            }
            members = Arrays.stream(filter.group(1).split(",", -1))
                    .map(id -> world.instanceWithId(id.strip().replaceAll("[\"']", "")))
                    .filter(OptionalInt::isPresent)
                    .mapToInt(OptionalInt::getAsInt)
                    .filter(instance -> world.clusterOf(instance) == cluster)
                    .sorted()
                    .toArray();
        }
        int[] found = members;
        return page("containerInstanceArns", found.length, place -> world.containerInstanceArn(found[place]), request);
    }

    private Answer listTasks(int cluster, JsonNode request) {
        if ("STOPPED".equals(request.path("desiredStatus").asText())) {
            return page("taskArns", 0, none -> "", request);
        }
        int perInstance = world.tasksPerInstance();
        if (request.hasNonNull("containerInstance")) {
            OptionalInt instance = world.containerInstance(
                    cluster, request.path("containerInstance").asText());
            return page(
                    "taskArns",
                    instance.isPresent() ? perInstance : 0,
                    task -> world.taskArn(instance.getAsInt(), task),
                    request);
        }
        int perService = world.tasksPerService();
        if (request.hasNonNull("serviceName")) {
            OptionalInt service = world.service(request.path("serviceName").asText());
            return page(
                    "taskArns",
                    service.isPresent() ? perService * world.instancesPerCluster() : 0,
                    n -> world.taskArn(
                            world.instance(cluster, n / perService), service.getAsInt() * perService + n % perService),
                    request);
        }
        return page(
                "taskArns",
                perInstance * world.instancesPerCluster(),
                n -> world.taskArn(world.instance(cluster, n / perInstance), n % perInstance),
                request);
    }

    private static Answer page(String member, int count, IntFunction<String> arn, JsonNode request) {
        int from = Integer.parseInt(request.path("nextToken").asText("0"));
        int to =
                Math.min(count, from + Math.min(PAGE, request.path("maxResults").asInt(PAGE)));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode arns = answer.putArray(member);
        for (int place = from; place < to; place++) {
            arns.add(arn.apply(place));
        }
        if (to < count) {
            answer.put("nextToken", String.valueOf(to));
        }
        return Answer.json(answer);
    }

    private static Answer describe(
            String member, JsonNode request, int most, Function<String, Optional<ObjectNode>> subject) {
        JsonNode wanted = request.path(member);
        if (wanted.isEmpty() || wanted.size() > most) {
            return Answer.jsonError("InvalidParameterException", member + " must be 1 to " + most + ".");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode found = answer.putArray(member);
        ArrayNode failures = answer.putArray("failures");
        for (JsonNode name : wanted) {
            subject.apply(name.asText())
                    .ifPresentOrElse(
                            found::add,
                            () -> failures.addObject().put("arn", name.asText()).put("reason", "MISSING"));
        }
        return Answer.json(answer);
    }
}
