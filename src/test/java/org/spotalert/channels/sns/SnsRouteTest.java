package org.spotalert.channels.sns;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spotalert.channels.ChannelRoute;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.message.Alerts;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;

class SnsRouteTest {

    private static final String TOPIC = "arn:aws:sns:eu-west-1:210987654321:spot-alerts";

    private static final String PUBLISHED =
            "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>";

    @RegisterExtension
    static final WireMockExtension SNS = WireMockExtension.newInstance().build();

    private ChannelRoute route;
    private AwsClients clients;

    @BeforeEach
    void start() throws Exception {
        System.setProperty("aws.accessKeyId", "key");
        System.setProperty("aws.secretAccessKey", "secret");
        System.setProperty("aws.endpointUrl", SNS.baseUrl());
        clients = new AwsClients(new AwsSettings("eu-west-1", null));
        route = route(TOPIC);
    }

    @Test
    void telephonesGetOneShortMessage() throws Exception {
        SNS.stubFor(post(anyUrl()).willReturn(ok(PUBLISHED)));
        try (ChannelRoute sms = new ChannelRoute(
                "sms",
                Map.of("spot.channel.sms.topic-arn", TOPIC),
                Map.of("snsClient", clients.sns("eu-west-1"), "snsMessage", new SnsMessage(false), "sms", new Sms()))) {
            assertThat(sms.send(Alerts.warning().tasks(Alerts.task()).alert()).getException())
                    .isNull();
        }

        assertThat(form())
                .containsEntry("TopicArn", TOPIC)
                .containsEntry(
                        "Message", "CRITICAL orders 3 of 4 left, 1 standalone task - Spot reclaim in blue 08:17 UTC");
        assertThat(attributes(form())).contains(entry("severity", "String critical"), entry("cluster", "String blue"));
    }

    private ChannelRoute route(String topic) throws Exception {
        return new ChannelRoute(
                "sns",
                Map.of("spot.channel.sns.topic-arn", topic),
                Map.of("snsClient", clients.sns("eu-west-1"), "snsMessage", new SnsMessage(false)));
    }

    @AfterEach
    void stop() {
        route.close();
        clients.close();
        List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.endpointUrl").forEach(System::clearProperty);
    }

    @Test
    void publishesTextSubjectAndAttributes() {
        SNS.stubFor(post(anyUrl()).willReturn(ok(PUBLISHED)));

        Exchange result = route.send(Alerts.warning().tasks(Alerts.task()).alert());

        assertThat(result.getException()).isNull();
        String form = body();
        assertThat(form)
                .contains("Action=Publish")
                .contains("TopicArn=" + TOPIC)
                .contains("Subject=CRITICAL orders 3 of 4 left, 1 standalone task - Spot reclaim in blue 08:17 UTC&")
                .contains("WHAT TO DO")
                .contains("abc123")
                .doesNotContain("X-Queue-Header");
        assertThat(form.split("\\.DataType=", -1)).hasSize(6);
        assertThat(form)
                .containsPattern("Name=kind&[^&]*&?MessageAttributes.entry.\\d.Value.StringValue=interruption_warning"
                        + "|Name=kind&MessageAttributes.entry.\\d.Value.DataType=String"
                        + "&MessageAttributes.entry.\\d.Value.StringValue=interruption_warning")
                .contains("StringValue=critical")
                .contains("StringValue=210987654321")
                .contains("StringValue=eu-west-1")
                .contains("StringValue=blue");
    }

    @Test
    void standardTopicGetsNoGroup() {
        SNS.stubFor(post(anyUrl()).willReturn(ok(PUBLISHED)));

        route.send(Alerts.warning().alert());

        assertThat(form()).doesNotContainKeys("MessageGroupId", "MessageDeduplicationId");
    }

    @Test
    void fifoTopicGetsTheThreadAsGroupAndTheSameIdForARepetition() throws Exception {
        SNS.stubFor(post(anyUrl()).willReturn(ok(PUBLISHED)));
        try (ChannelRoute fifo = route(TOPIC + ".fifo")) {
            assertThat(fifo.send(Alerts.warning().alert()).getException()).isNull();
            Map<String, String> first = form();
            SNS.resetRequests();
            assertThat(fifo.send(Alerts.warning().alert()).getException()).isNull();

            assertThat(form())
                    .containsEntry("MessageGroupId", "spot/210987654321/eu-west-1/" + Alerts.ID)
                    .containsEntry("MessageDeduplicationId", first.get("MessageDeduplicationId"));
            SNS.resetRequests();
            assertThat(fifo.send(Alerts.storm(1000)).getException()).isNull();
            assertThat(form().get("MessageDeduplicationId"))
                    .isNotEqualTo(first.get("MessageDeduplicationId"))
                    // Publish, SNS API reference.
                    .matches("[A-Za-z0-9!\"#$%&'()*+,./:;<=>?@\\[\\\\\\]^_`{|}~-]{1,128}");
        }
    }

    static Stream<Arguments> answersThatAreNotOfSns() {
        return Stream.of(
                Arguments.of(
                        status(502).withBody("<html><title>502 Bad\nGateway</title></html>"),
                        "AWS: HTTP 502, not AWS's answer: 502 Bad Gateway"),
                Arguments.of(status(403).withBody("<!DOCTYPE html><p>no"), "AWS: HTTP 403, not AWS's answer"),
                Arguments.of(status(503), "AWS: HTTP 503, not AWS's answer"),
                Arguments.of(
                        ok("<html><head><title>Log in</title></head></html>"),
                        "AWS: HTTP 200, not AWS's answer: the answer is a web page"),
                Arguments.of(ok(), "AWS: HTTP 200, not AWS's answer: the answer is empty"),
                Arguments.of(
                        ok("<PublishResponse/>"), "AWS: HTTP 200, not AWS's answer: the answer names no message id"),
                Arguments.of(
                        ok("<PublishResponse><Publ"),
                        "AWS: HTTP 200, the answer cannot be read: cut short, or not AWS's answer"));
    }

    @ParameterizedTest
    @MethodSource("answersThatAreNotOfSns")
    void whatAProxyAnswersIsNoDelivery(ResponseDefinitionBuilder answer, String reason) {
        SNS.stubFor(post(anyUrl()).willReturn(answer));

        Exchange result = route.send(Alerts.warning().alert());

        assertThat(new Failures(Clock.systemUTC(), List::of, () -> false).describe(result.getException()))
                .isEqualTo(reason);
    }

    @Test
    void neverSendsEmptyAttributes() {
        SNS.stubFor(post(anyUrl()).willReturn(ok(PUBLISHED)));

        route.send(Alerts.unknown("ECS did not answer").alert());

        assertThat(body())
                .contains("Name=cluster")
                .contains("StringValue=unknown")
                .contains("PARTIAL");
    }

    @Test
    void publishesOneMessageForAllAlerts() {
        SNS.stubFor(post(anyUrl()).willReturn(ok(PUBLISHED)));

        Exchange result = route.send(Alerts.storm(1000));

        assertThat(result.getException()).isNull();
        SNS.verify(1, postRequestedFor(anyUrl()));
        Map<String, String> form = form();
        assertThat(form.get("Subject"))
                .startsWith("CRITICAL catalogue in production ")
                .hasSizeLessThanOrEqualTo(99);
        assertThat(form.get("Message")).contains("INSTANCES, WORST AND MOST URGENT FIRST", Alerts.id(999));
        int bytes = attributes(form).values().stream()
                        .mapToInt(value -> value.getBytes(StandardCharsets.UTF_8).length)
                        .sum()
                + form.getOrDefault("Message", "").getBytes(StandardCharsets.UTF_8).length;
        assertThat(bytes).isLessThan(256 * 1024);
    }

    @Test
    void digestHasArraysWhereItsAlertsDiffer() {
        SNS.stubFor(post(anyUrl()).willReturn(ok(PUBLISHED)));

        route.send(
                Alerts.about(1, Alerts.warning().alert()),
                Alerts.about(2, Alerts.warning().tasks(Alerts.task()).alert()),
                Alerts.about(
                        3,
                        Alerts.in(
                                "210987654321",
                                "us-east-1",
                                Alerts.unknown("late").alert())),
                Alerts.about(4, Alerts.rebalance().alert()));

        assertThat(attributes(form()))
                .containsOnly(
                        entry("severity", "String critical"),
                        entry("kind", "String.Array [\"interruption_warning\", \"rebalance_recommendation\"]"),
                        entry("account", "String 210987654321"),
                        entry("region", "String.Array [\"eu-west-1\", \"us-east-1\"]"),
                        entry("cluster", "String.Array [\"blue\", \"unknown\"]"));
    }

    @Test
    void hostileNamesBreakNoArrayAndNoLimit() throws Exception {
        SNS.stubFor(post(anyUrl()).willReturn(ok(PUBLISHED)));

        route.send(Alerts.storm(500, "\", \\\"\u6771".repeat(1_000)));

        Map<String, String> form = form();
        String clusters = attributes(form).getOrDefault("cluster", "").replaceFirst("String.Array ", "");
        assertThat(new ObjectMapper().readValue(clusters, String[].class))
                .hasSize(6)
                .allMatch(name -> name.length() <= 256)
                .anyMatch(name -> name.startsWith("production\", \\\"\u6771"));
        assertThat(form.getOrDefault("Message", "").getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(256 * 1024 - 65 * 1024);
    }

    @Test
    void doesNotRepeatRefusedPublish() {
        SNS.stubFor(post(anyUrl())
                .willReturn(status(404)
                        .withBody("<ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code>"
                                + "<Message>Topic does not exist</Message></Error></ErrorResponse>")));

        Exchange result = route.send(Alerts.warning().alert());

        assertThat(new Failures(Clock.systemUTC(), List::of, () -> false).describe(result.getException()))
                .isEqualTo("AWS: NotFound: Topic does not exist");
        SNS.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void topicThatIsSlowIsSentOnce() {
        SNS.stubFor(post(anyUrl()).willReturn(ok(PUBLISHED).withFixedDelay(4_000)));

        Exchange result = route.send(Alerts.warning().alert());

        assertThat(result.getException()).isNull();
        SNS.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void theRouteAloneTriesAgain() {
        SNS.stubFor(post(anyUrl()).willReturn(status(500)));

        Exchange result = route.send(Alerts.warning().alert());

        assertThat(result.getException()).isNotNull();
        SNS.verify(4, postRequestedFor(anyUrl()));
    }

    private static String body() {
        return URLDecoder.decode(
                SNS.findAll(postRequestedFor(anyUrl())).get(0).getBodyAsString(), StandardCharsets.UTF_8);
    }

    private static Map<String, String> form() {
        return Stream.of(SNS.findAll(postRequestedFor(anyUrl()))
                        .get(0)
                        .getBodyAsString()
                        .split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    /** Data type and value of each attribute, by its name. */
    private static Map<String, String> attributes(Map<String, String> form) {
        return form.entrySet().stream()
                .filter(pair -> pair.getKey().endsWith(".Name"))
                .collect(Collectors.toMap(Map.Entry::getValue, pair -> {
                    String value = pair.getKey().replace(".Name", ".Value.");
                    return form.get(value + "DataType") + " " + form.get(value + "StringValue");
                }));
    }
}
