package org.spotalert.channel;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of pages in the AWS console of one region. */
final class ConsoleLinks {

    private final String region;

    ConsoleLinks(String region) {
        this.region = region;
    }

    String instance(String instanceId) {
        return host() + "/ec2/home?region=" + region + "#InstanceDetails:instanceId=" + encoded(instanceId);
    }

    String cluster(String cluster) {
        return host() + "/ecs/v2/clusters/" + encoded(cluster) + "/services?region=" + region;
    }

    String service(String cluster, String service) {
        return host() + "/ecs/v2/clusters/" + encoded(cluster) + "/services/" + encoded(service) + "/health?region="
                + region;
    }

    /** China and the US government's regions have consoles of their own. */
    private String host() {
        if (region.startsWith("cn-")) {
            return "https://" + region + ".console.amazonaws.cn";
        }
        return region.startsWith("us-gov-")
                ? "https://" + region + ".console.amazonaws-us-gov.com"
                : "https://" + region + ".console.aws.amazon.com";
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
