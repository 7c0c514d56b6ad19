package org.spotalert.channel;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.spotalert.channel.AlertMessage.Link;
import org.spotalert.enrich.AffectedService;
import org.spotalert.enrich.Impact;

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

    /** The instance, the cluster if known, and each affected service, in this order. */
    static List<Link> of(Impact impact) {
        ConsoleLinks console = new ConsoleLinks(impact.interruption().region());
        List<Link> links = new ArrayList<>();
        links.add(console.instance(impact.interruption().instanceId()));
        if (impact.cluster() != null) {
            links.add(console.cluster(impact.cluster().name()));
        }
        for (AffectedService service : impact.services()) {
            if (service.name().length() <= LONGEST_NAME && service.cluster().length() <= LONGEST_NAME) {
                links.add(console.service(service.cluster(), service.name()));
            }
        }
        return links;
    }

    private Link instance(String instanceId) {
        return new Link(
                "EC2 instance " + CleanText.line(instanceId),
                "https://" + host + "/ec2/home?region=" + region + "#InstanceDetails:instanceId=" + encode(instanceId));
    }

    private Link cluster(String name) {
        return new Link("ECS cluster " + CleanText.line(name), ecs("clusters/" + encode(name) + "/infrastructure"));
    }

    private Link service(String cluster, String name) {
        return new Link(
                "ECS service " + CleanText.line(name),
                ecs("clusters/" + encode(cluster) + "/services/" + encode(name) + "/health"));
    }

    private String ecs(String path) {
        return "https://" + host + "/ecs/v2/" + path + "?region=" + region;
    }

    private static String host(String region) {
        if (region.startsWith("cn-")) {
            return "console.amazonaws.cn";
        }
        return region.startsWith("us-gov-") ? "console.amazonaws-us-gov.com" : "console.aws.amazon.com";
    }

    /** Percent-encoded for a path segment or a query value, where {@code +} is no space. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
