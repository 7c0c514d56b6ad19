package org.spotalert.platform.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spotalert.model.AccountRegion;
import org.spotalert.platform.aws.sqs.QueueAddress;
import org.spotalert.platform.aws.sqs.QueueLocation;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A proxy, a load balancer or a captive portal in the place of AWS: no call takes its answer for AWS's. */
class ForeignAnswersTest {

    private static final String PAGE = "<html><head><title>502 Bad\r\n Gateway</title></head><body>502</body></html>";
    private static final String PORTAL =
            "\n<!DOCTYPE html><html><head><meta charset=utf-8></head><body>Please log in<br></body></html>";
    private static final String UNREADABLE = "HTTP 200, the answer cannot be read: cut short, or not AWS's answer";

    @RegisterExtension
    static final WireMockExtension FOREIGN = WireMockExtension.newInstance().build();

    private AwsClients clients;

    @BeforeEach
    void start() {
        System.setProperty("aws.accessKeyId", "key");
        System.setProperty("aws.secretAccessKey", "secret");
        System.setProperty("aws.endpointUrl", FOREIGN.baseUrl());
        clients = new AwsClients(new AwsSettings("eu-west-1", null));
    }

    @AfterEach
    void stop() {
        clients.close();
        List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.endpointUrl").forEach(System::clearProperty);
    }

    private Map<String, Runnable> calls() {
        SqsClient sqs = clients.sqs(null, Duration.ZERO);
        QueueLocation queue = new QueueLocation(sqs, QueueAddress.parse("spot"));
        String url = FOREIGN.baseUrl() + "/123456789012/spot";
        PutEventsRequestEntry event = PutEventsRequestEntry.builder()
                .eventBusName("alerts")
                .detail("{}")
                .build();
        RegionClients lookups =
                clients.lookups(Duration.ofSeconds(5), 100, 100).of(new AccountRegion(null, "eu-west-1"));
        return Map.of(
                "where the queue is", queue::url,
                "receive", () -> sqs.receiveMessage(call -> call.queueUrl(url)),
                "delete", () -> sqs.deleteMessage(call -> call.queueUrl(url).receiptHandle("1")),
                "instances", () -> lookups.ec2().describeInstances(),
                "clusters", () -> lookups.ecs().listClusters(),
                "tasks", () -> lookups.ecs().listTasks(call -> call.cluster("blue")),
                "who we are", () -> clients.credentials().callerArn(),
                "publish",
                        () -> clients.sns(null)
                                .publish(call -> call.topicArn("arn:aws:sns:eu-west-1:123456789012:alerts")
                                        .message("text")),
                "put events", () -> clients.eventBuses().putEvents(call -> call.entries(event)));
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(aResponse().withStatus(502).withBody(PAGE), "HTTP 502, not AWS's answer: 502 Bad Gateway"),
                Arguments.of(aResponse().withStatus(503), "HTTP 503, not AWS's answer"),
                Arguments.of(aResponse().withStatus(403).withBody(PORTAL), "HTTP 403, not AWS's answer"),
                Arguments.of(
                        aResponse().withStatus(407).withBody(PAGE),
                        "HTTP 407, the proxy asks for a login: 502 Bad Gateway"),
                Arguments.of(aResponse().withBody(PAGE), "HTTP 200, not AWS's answer: the answer is a web page"),
                Arguments.of(aResponse().withBody(PORTAL), "HTTP 200, not AWS's answer: the answer is a web page"),
                Arguments.of(aResponse(), "HTTP 200, not AWS's answer: the answer is empty"),
                Arguments.of(aResponse().withBody("{\"QueueUrl\": \"htt"), UNREADABLE),
                Arguments.of(aResponse().withBody("<DescribeInstancesResponse><reser"), UNREADABLE));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void noCallTakesItForAnAnswerOfAws(ResponseDefinitionBuilder answer, String reason) {
        FOREIGN.stubFor(any(anyUrl()).willReturn(answer.withHeader("Content-Type", "text/html")));

        Map<String, Runnable> calls = new HashMap<>(calls());
        if (reason.equals(UNREADABLE)) {
            // Nobody reads what SQS answers to it.
            calls.remove("delete");
        }
        calls.forEach((name, call) -> {
            Throwable failure = catchThrowable(call::run);
            assertThat(failure).as(name).isNotNull();
            assertThat(AwsFailure.describe(failure)).as(name).isEqualTo(reason);
            assertThat(AwsFailure.remedy(failure)).as(name).startsWith("check the way to AWS");
        });
    }

    /** A connection that is not given back is missing in the pool, which holds 100, when AWS answers again. */
    @Test
    void longPagesKeepNoConnection() {
        String page = "<!doctype html><html><body>" + "Please wait. ".repeat(1_000) + "</body></html>";
        FOREIGN.stubFor(any(anyUrl()).willReturn(aResponse().withBody(page)));
        SqsClient sqs = clients.sqs(null, Duration.ZERO);
        String url = FOREIGN.baseUrl() + "/123456789012/spot";
        for (int attempts = 0;
                attempts < 120;
                attempts = FOREIGN.getAllServeEvents().size()) {
            assertThat(catchThrowable(() -> sqs.receiveMessage(call -> call.queueUrl(url))))
                    .hasMessageContaining("web page");
        }

        FOREIGN.stubFor(any(anyUrl()).willReturn(aResponse().withBody("{}").withHeader("x-amzn-RequestId", "1")));
        assertThat(sqs.receiveMessage(call -> call.queueUrl(url)).messages()).isEmpty();
    }

    @Test
    void emptyAnswerThatNamesTheRequestIsOfAws() {
        FOREIGN.stubFor(any(anyUrl()).willReturn(aResponse().withHeader("x-amzn-RequestId", "1")));
        SqsClient sqs = clients.sqs(null, Duration.ZERO);

        sqs.deleteMessage(
                call -> call.queueUrl(FOREIGN.baseUrl() + "/123456789012/spot").receiptHandle("1"));
    }
}
