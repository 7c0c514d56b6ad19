package org.spotalert.channels.message;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.spotalert.channels.message.AlertMessage.Link;
import org.spotalert.model.Interruption;
import org.spotalert.model.LostService;
import org.spotalert.model.Resource.FargateTask;
import org.spotalert.platform.text.TextSanitizer;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Pages of the AWS console for one Region, in the partition the Region belongs to. */
final class ConsoleLinks {

    /** ECS allows 255 characters; a longer name comes from no ECS service and makes no page. */
    private static final int LONGEST_NAME = 255;

    private final String region;
    private final String host;

    ConsoleLinks(String region) {
        this.region = encode(region);
        this.host = host(region);
    }

    /** The worst service, the instance (not in a digest), the clusters as far as known, then the other services, worst first. */
    static List<Link> of(Digest digest) {
        List<Link> services = services(digest);
        Set<Link> links = new LinkedHashSet<>(services.subList(0, Math.min(1, services.size())));
        if (!digest.several()) {
            links.add(instance(digest.next().interruption()));
        }
        for (Digest.Entry entry : digest.entries()) {
            Interruption from = entry.interruption();
            String name = entry.impact().clusterName();
            if (name != null && name.length() <= LONGEST_NAME) {
                links.add(new ConsoleLinks(from.region())
                        .cluster(name, digest.place(name, from.account(), from.region())));
            }
        }
        links.addAll(services);
        return List.copyOf(links);
    }

    private static List<Link> services(Digest digest) {
        List<Link> links = new ArrayList<>();
        for (LostService lost : digest.services()) {
            String name = lost.service().name();
            String cluster = lost.service().cluster();
            if (name.length() <= LONGEST_NAME && cluster.length() <= LONGEST_NAME) {
                String in = digest.several() ? " in " + digest.place(lost) : "";
                links.add(new ConsoleLinks(lost.region()).service(cluster, name, TextSanitizer.line(name) + in));
            }
        }
        return links;
    }

    /** The page of the instance, or of the task. */
    static Link instance(Interruption interruption) {
        ConsoleLinks links = new ConsoleLinks(interruption.region());
        FargateTask task = interruption.task();
        return task == null ? links.instance(interruption.resourceId()) : links.task(task, interruption.resourceId());
    }

    private Link task(FargateTask task, String id) {
        String cluster = task.cluster().substring(task.cluster().lastIndexOf('/') + 1);
        return new Link(
                "ECS task " + TextSanitizer.line(id),
                ecs("clusters/" + encode(cluster) + "/tasks/" + encode(id) + "/configuration"));
    }

    private Link instance(String instanceId) {
        return new Link(
                "EC2 instance " + TextSanitizer.line(instanceId),
                "https://" + host + "/ec2/home?region=" + region + "#InstanceDetails:instanceId=" + encode(instanceId));
    }

    private Link cluster(String name, String label) {
        return new Link("ECS cluster " + label, ecs("clusters/" + encode(name) + "/infrastructure"));
    }

    private Link service(String cluster, String name, String label) {
        return new Link(
                "ECS service " + label, ecs("clusters/" + encode(cluster) + "/services/" + encode(name) + "/health"));
    }

    private String ecs(String path) {
        return "https://" + host + "/ecs/v2/" + path + "?region=" + region;
    }

    private static String host(String region) {
        String partition = PartitionMetadata.of(Region.of(region)).id();
        return switch (partition) {
            case "aws-cn" -> "console.amazonaws.cn";
            case "aws-us-gov" -> "console.amazonaws-us-gov.com";
            // Its console has no address for all Regions.
            case "aws-eusc" -> region + ".console.amazonaws-eusc.eu";
            case "aws-iso" -> "console.c2shome.ic.gov";
            case "aws-iso-b" -> "console.sc2shome.sgov.gov";
            case "aws-iso-e" -> "console.csphome.adc-e.uk";
            case "aws-iso-f" -> "console.csphome.hci.ic.gov";
            default -> "console.aws.amazon.com";
        };
    }

    /** Percent-encoded for a path segment or a query value, where {@code +} is no space. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
