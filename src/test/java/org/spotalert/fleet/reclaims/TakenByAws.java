package org.spotalert.fleet.reclaims;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.collection.Chunks;

/** EC2, CloudTrail and STS of one account, as they answer the audit; EC2's filters are left to the program. */
public final class TakenByAws implements AutoCloseable {

    public static final String ACCOUNT = "210987654321";
    public static final String REGION = "eu-west-1";
    public static final String INSTANCES = "DescribeInstances";
    public static final String REQUESTS = "DescribeSpotInstanceRequests";
    public static final String EVENTS = "LookupEvents";

    private static final DateTimeFormatter TRANSITION =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final List<String> PROPERTIES =
            List.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey", "aws.region");

    private final WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort());
    private final List<String> reservations = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    public TakenByAws() {
        server.start();
        System.setProperty("aws.endpointUrl", server.baseUrl());
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        System.setProperty("aws.region", REGION);
        server.stubFor(post(anyUrl())
                .withRequestBody(containing("Action=GetCallerIdentity"))
                .willReturn(aResponse()
                        .withBody("<GetCallerIdentityResponse><GetCallerIdentityResult><Account>" + ACCOUNT
                                + "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>")));
        answer();
    }

    public static AwsClients clients() {
        return new AwsClients(new AwsSettings(REGION, null));
    }

    /** An instance that has ended, as DescribeInstances describes it. */
    public TakenByAws instance(String id, String reason, String state, Instant endedAt) {
        reservations.add("""
                <item><ownerId>%s</ownerId><instancesSet><item><instanceId>%s</instanceId>
                <instanceState><code>48</code><name>%s</name></instanceState>
                <placement><availabilityZone>eu-west-1b</availabilityZone></placement>
                <reason>Service initiated (%s GMT)</reason>
                <stateReason><code>%s</code><message>%s</message></stateReason></item></instancesSet></item>""".formatted(ACCOUNT, id, state, TRANSITION.format(endedAt), reason, reason));
        return this;
    }

    /** A Spot request with this status. */
    public TakenByAws request(String id, String code, Instant updatedAt) {
        requests.add("""
                <item><instanceId>%s</instanceId><launchedAvailabilityZone>eu-west-1b</launchedAvailabilityZone>
                <instanceInterruptionBehavior>terminate</instanceInterruptionBehavior>
                <status><code>%s</code><updateTime>%s</updateTime></status></item>""".formatted(id, code, updatedAt));
        return this;
    }

    /** An eviction of these instances, in the words of a real event. */
    public TakenByAws evicted(String account, Instant endedAt, List<String> ids) {
        String event = """
                {"eventVersion":"1.11","userIdentity":{"accountId":"%s","invokedBy":"ec2.amazonaws.com"},"eventTime":"%s",
                "eventSource":"ec2.amazonaws.com","eventName":"BidEvictedEvent","awsRegion":"%s","requestParameters":null,
                "responseElements":null,"eventID":"e","eventType":"AwsServiceEvent","readOnly":false,"managementEvent":true,
                "recipientAccountId":"%s","eventCategory":"Management","serviceEventDetails":{"instanceIdSet":[%s]}}""".formatted(
                        account,
                        endedAt,
                        REGION,
                        account,
                        ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",")));
        events.add(
                "{\"EventId\":\"e\",\"EventName\":\"BidEvictedEvent\",\"EventTime\":%d,\"Resources\":[],\"CloudTrailEvent\":\"%s\"}"
                        .formatted(
                                endedAt.getEpochSecond(),
                                event.replace("\n", "").replace("\"", "\\\"")));
        return this;
    }

    /** Answers with what there is by now, in pages. */
    public void answer() {
        pages(INSTANCES, reservations, "reservationSet");
        pages(REQUESTS, requests, "spotInstanceRequestSet");
        List<List<String>> pages = Chunks.of(events, 50);
        for (int page = 0; page < Math.max(1, pages.size()); page++) {
            String rows = pages.isEmpty() ? "" : String.join(",", pages.get(page));
            String next = page + 1 < pages.size() ? ",\"NextToken\":\"page-" + (page + 1) + "\"" : "";
            MappingBuilder asked = post(anyUrl()).withHeader("X-Amz-Target", containing("LookupEvents"));
            server.stubFor((page == 0
                            ? asked.atPriority(9)
                            : asked.withRequestBody(matchingJsonPath("$.NextToken", equalTo("page-" + page))))
                    .willReturn(aResponse().withBody("{\"Events\":[" + rows + "]" + next + "}")));
        }
    }

    private void pages(String action, List<String> rows, String set) {
        List<List<String>> pages = Chunks.of(rows, 200);
        for (int page = 0; page < Math.max(1, pages.size()); page++) {
            String items = pages.isEmpty() ? "" : String.join("", pages.get(page));
            String next = page + 1 < pages.size() ? "<nextToken>page-" + (page + 1) + "</nextToken>" : "";
            MappingBuilder asked = post(anyUrl()).withRequestBody(containing("Action=" + action + "&"));
            server.stubFor(
                    (page == 0 ? asked.atPriority(9) : asked.withRequestBody(containing("NextToken=page-" + page)))
                            .willReturn(aResponse()
                                    .withBody("<" + action + "Response><requestId>r</requestId><" + set + ">" + items
                                            + "</" + set + ">" + next + "</" + action + "Response>")));
        }
    }

    /** From now on the page with this token of an action fails, or all of them. */
    public void fail(String action, int status, String code, String token) {
        boolean json = action.equals(EVENTS);
        MappingBuilder asked = (json
                        ? post(anyUrl()).withHeader("X-Amz-Target", containing(action))
                        : post(anyUrl()).withRequestBody(containing("Action=" + action + "&")))
                .atPriority(1);
        server.stubFor((token.isEmpty() ? asked : asked.withRequestBody(containing(token)))
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("x-amzn-RequestId", "r")
                        .withBody(
                                json
                                        ? "{\"__type\":\"" + code + "\",\"message\":\"Rate exceeded\"}"
                                        : "<Response><Errors><Error><Code>" + code
                                                + "</Code><Message>no</Message></Error></Errors></Response>")));
    }

    /** From now on everything answers. */
    public void recover() {
        server.getStubMappings().stream()
                .filter(stub -> stub.getPriority() != null && stub.getPriority() == 1)
                .forEach(server::removeStub);
    }

    /** How often CloudTrail was asked. */
    public int lookups() {
        return server.findAll(postRequestedFor(anyUrl()).withHeader("X-Amz-Target", containing(EVENTS)))
                .size();
    }

    @Override
    public void close() {
        server.stop();
        PROPERTIES.forEach(System::clearProperty);
    }
}
