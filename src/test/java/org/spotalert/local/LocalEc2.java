package org.spotalert.local;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.spotalert.local.LocalFleet.Host;

/** The EC2, the STS and the Elastic Load Balancing of a {@link LocalFleet}, which answer in XML. */
final class LocalEc2 {

    static final String REFUSAL =
            "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: local is"
                    + " not authorized</Message></Error><RequestId>1</RequestId></ErrorResponse>";

    private final Map<String, Integer> delays = new TreeMap<>();
    private final Map<String, Host> hosts = new TreeMap<>();
    private final List<String> taken = new ArrayList<>();

    synchronized void add(Host host) {
        hosts.put(host.id(), host);
    }

    synchronized void take(Host host) {
        taken.add(host.id());
    }

    synchronized void targetGroup(String arn, int delay) {
        delays.put(arn, delay);
    }

    /**
     * The answer.
     *
     * @param request the decoded form
     * @param called takes the action
     */
    synchronized String answer(String request, Consumer<String> called) {
        Set<String> asked = new HashSet<>(List.of(request.split("[&=]")));
        if (asked.contains("GetCallerIdentity")) {
            return "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>"
                    + "</GetCallerIdentityResult></GetCallerIdentityResponse>";
        }
        if (asked.contains("DescribeSpotInstanceRequests")) {
            called.accept("DescribeSpotInstanceRequests");
            return set(
                    "spotInstanceRequestSet",
                    taken,
                    id -> "<item><spotInstanceRequestId>sir-1</spotInstanceRequestId><instanceId>" + id
                            + "</instanceId><status><code>marked-for-termination</code>"
                            + "<updateTime>2026-01-01T00:00:00Z</updateTime></status></item>");
        }
        if (asked.contains("DescribeTargetGroupAttributes")) {
            called.accept("DescribeTargetGroupAttributes");
            return "<R><DescribeTargetGroupAttributesResult><Attributes>"
                    + "<member><Value>false</Value><Key>stickiness.enabled</Key></member><member><Value>"
                    + delays.entrySet().stream()
                            .filter(group -> asked.contains(group.getKey()))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElseThrow()
                    + "</Value><Key>deregistration_delay.timeout_seconds</Key></member>"
                    + "</Attributes></DescribeTargetGroupAttributesResult></R>";
        }
        called.accept("DescribeInstances");
        return set(
                "reservationSet",
                hosts.values().stream()
                        .filter(host -> asked.contains(host.id()))
                        .toList(),
                host -> "<item><instancesSet><item><instanceId>" + host.id() + "</instanceId><instanceType>"
                        + host.type() + "</instanceType><placement><availabilityZone>" + host.zone()
                        + "</availabilityZone></placement>"
                        + (host.spot() ? "<instanceLifecycle>spot</instanceLifecycle>" : "")
                        + "</item></instancesSet></item>");
    }

    private static <T> String set(String name, List<T> things, Function<T, String> item) {
        return things.stream()
                .map(item)
                .collect(Collectors.joining("", "<Response><" + name + ">", "</" + name + "></Response>"));
    }
}
