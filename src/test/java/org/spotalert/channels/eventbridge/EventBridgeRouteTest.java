package org.spotalert.channels.eventbridge;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.channels.ChannelRoute;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.message.Alerts;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;

class EventBridgeRouteTest {

    private static final String BUS = "arn:aws:events:eu-west-1:210987654321:event-bus/alerts";
    private static final String TAKEN = "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}";

    @RegisterExtension
    static final WireMockExtension EVENTS = WireMockExtension.newInstance().build();

    private AwsClients clients;
    private ChannelRoute route;

    @BeforeEach
    void start() throws Exception {
        System.setProperty("aws.accessKeyId", "key");
        System.setProperty("aws.secretAccessKey", "secret");
        System.setProperty("aws.endpointUrl", EVENTS.baseUrl());
        clients = new AwsClients(new AwsSettings("eu-west-1", null));
        route = route(BUS);
    }

    private ChannelRoute route(String bus) throws Exception {
        return new ChannelRoute(
                "eventbridge",
                Map.of("spot.channel.eventbridge.bus", bus),
                Map.of("eventBus", new EventBus(Alerts.after(18)), "eventBuses", clients.eventBuses()));
    }

    @ParameterizedTest
    @CsvSource({"arn:aws:events:us-west-2:210987654321:event-bus/alerts, us-west-2", "alerts, eu-west-1"})
    void busIsCalledInItsOwnRegion(String bus, String region) throws Exception {
        EVENTS.stubFor(post(anyUrl()).willReturn(ok(TAKEN)));

        try (ChannelRoute there = route(bus)) {
            assertThat(there.send(Alerts.warning().alert()).getException()).isNull();
        }

        EVENTS.verify(1, postRequestedFor(anyUrl()).withHeader("Authorization", containing("/" + region + "/events/")));
    }

    @AfterEach
    void stop() {
        route.close();
        clients.close();
        List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.endpointUrl").forEach(System::clearProperty);
    }

    @Test
    void putsEachAlertOnTheBus() throws Exception {
        EVENTS.stubFor(post(anyUrl()).willReturn(ok(TAKEN)));

        Exchange result = route.send(Alerts.storm(25));

        assertThat(result.getException()).isNull();
        EVENTS.verify(3, postRequestedFor(anyUrl()).withHeader("X-Amz-Target", equalTo("AWSEvents.PutEvents")));
        List<JsonNode> entries = entries();
        assertThat(entries).hasSize(25).allSatisfy(entry -> {
            assertThat(entry.path("EventBusName").asText()).isEqualTo(BUS);
            assertThat(entry.path("Source").asText()).isEqualTo("spot-interruption-alerts");
            assertThat(entry.path("DetailType").asText()).isEqualTo("Spot Interruption Alert");
        });
        JsonNode detail =
                new ObjectMapper().readTree(entries.get(0).path("Detail").asText());
        assertThat(detail.at("/instance/id").asText()).isEqualTo(Alerts.id(0));
    }

    @Test
    void triesAgainWhenAnEventIsThrottled() {
        EVENTS.stubFor(post(anyUrl())
                .inScenario("recovers")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("well")
                .willReturn(failed("ThrottlingException")));
        EVENTS.stubFor(post(anyUrl())
                .inScenario("recovers")
                .whenScenarioStateIs("well")
                .willReturn(ok(TAKEN)));

        Exchange result = route.send(Alerts.warning().alert());

        assertThat(result.getException()).isNull();
        EVENTS.verify(2, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource({
        "InternalFailure, 4, AWS: InternalFailure: no",
        "NotAuthorizedForSourceException, 1, AWS: NotAuthorizedForSourceException: no"
    })
    void eventThatIsNotTakenFailsTheDelivery(String code, int attempts, String reason) {
        EVENTS.stubFor(post(anyUrl()).willReturn(failed(code)));

        Exchange result = route.send(Alerts.warning().alert());

        assertThat(new Failures(Clock.systemUTC(), List::of, () -> false).describe(result.getException()))
                .isEqualTo(reason);
        EVENTS.verify(attempts, postRequestedFor(anyUrl()));
    }

    @Test
    void refusedRequestIsNotRepeated() {
        EVENTS.stubFor(post(anyUrl())
                .willReturn(status(400)
                        .withHeader("x-amzn-ErrorType", "ResourceNotFoundException")
                        .withBody("{\"__type\":\"ResourceNotFoundException\",\"message\":\"no such bus\"}")));

        Exchange result = route.send(Alerts.warning().alert());

        assertThat(new Failures(Clock.systemUTC(), List::of, () -> false).describe(result.getException()))
                .isEqualTo("AWS: ResourceNotFoundException: no such bus");
        EVENTS.verify(1, postRequestedFor(anyUrl()));
    }

    private static ResponseDefinitionBuilder failed(String code) {
        return ok("{\"FailedEntryCount\":1,\"Entries\":[{\"ErrorCode\":\"" + code + "\",\"ErrorMessage\":\"no\"}]}");
    }

    private static List<JsonNode> entries() throws Exception {
        List<JsonNode> entries = new ArrayList<>();
        for (LoggedRequest request : EVENTS.findAll(postRequestedFor(anyUrl()))) {
            new ObjectMapper().readTree(request.getBody()).path("Entries").forEach(entries::add);
        }
        return entries;
    }
}
