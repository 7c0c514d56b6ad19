package org.spotalert.bench.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.spotalert.local.AwsWorld;

/** EC2's DescribeInstances over a {@link World}: by ids, by the filter instance-id, or all, in pages if asked for. */
final class Ec2Emulator {

    private static final String START = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><DescribeInstancesResponse"
            + " xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>bench</requestId><reservationSet>";

    private final World world;

    Ec2Emulator(World world) {
        this.world = world;
    }

    /** The answer; empty for an action that is not emulated. */
    Optional<Answer> answer(AwsCall call) {
        return call.action().equals("DescribeInstances")
                ? Optional.of(describeInstances(call.form()))
                : Optional.empty();
    }

    private Answer describeInstances(Map<String, String> form) {
        List<String> ids = values(form, "InstanceId.").toList();
        Optional<String> unknown =
                ids.stream().filter(id -> world.instanceWithId(id).isEmpty()).findFirst();
        if (unknown.isPresent()) {
            return Answer.ec2Error(
                    400, "InvalidInstanceID.NotFound", "The instance ID '" + unknown.get() + "' does not exist");
        }
        boolean filtered = form.containsKey("Filter.1.Name");
        if (filtered && !"instance-id".equals(form.get("Filter.1.Name"))) {
            return Answer.ec2Error(400, "InvalidParameterValue", "only the filter instance-id is emulated");
        }
        List<Integer> found = ids.isEmpty() && !filtered
                ? IntStream.range(0, world.instances()).boxed().toList()
                : Stream.concat(ids.stream(), values(form, "Filter.1.Value."))
                        .map(world::instanceWithId)
                        .filter(OptionalInt::isPresent)
                        .map(OptionalInt::getAsInt)
                        .distinct()
                        .sorted()
                        .toList();
        return page(found, form);
    }

    private static Stream<String> values(Map<String, String> form, String name) {
        return form.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(name))
                .map(Map.Entry::getValue);
    }

    private Answer page(List<Integer> found, Map<String, String> form) {
        int from = Integer.parseInt(form.getOrDefault("NextToken", "0"));
        int size = Integer.parseInt(form.getOrDefault("MaxResults", String.valueOf(Math.max(1, found.size()))));
        int to = Math.min(found.size(), from + size);
        StringBuilder xml = new StringBuilder(START);
        found.subList(from, to).forEach(instance -> xml.append(reservation(instance)));
        xml.append("</reservationSet>");
        if (to < found.size()) {
            xml.append("<nextToken>").append(to).append("</nextToken>");
        }
        return Answer.xml(xml.append("</DescribeInstancesResponse>").toString());
    }

    private String reservation(int instance) {
        String cluster = world.clusterName(world.clusterOf(instance));
        return ("<item><reservationId>r-%s%08x</reservationId><ownerId>%s</ownerId><instancesSet><item>"
                        + "<instanceId>%s</instanceId><imageId>ami-0abcdef1234567890</imageId>"
                        + "<instanceState><code>16</code><name>running</name></instanceState>"
                        + "<instanceType>m5.large</instanceType><launchTime>2026-11-20T06:00:00.000Z</launchTime>"
                        + "<placement><availabilityZone>%s</availabilityZone></placement>"
                        + "<instanceLifecycle>spot</instanceLifecycle><tagSet>%s%s%s</tagSet>"
                        + "</item></instancesSet></item>")
                .formatted(
                        world.prefix(),
                        instance,
                        AwsWorld.ACCOUNT,
                        world.instanceId(instance),
                        World.zone(instance),
                        tag("Name", cluster + "-node"),
                        tag("aws:autoscaling:groupName", cluster + "-nodes"),
                        tag("aws:ecs:clusterName", cluster));
    }

    private static String tag(String key, String value) {
        return "<item><key>" + key + "</key><value>" + value + "</value></item>";
    }
}
