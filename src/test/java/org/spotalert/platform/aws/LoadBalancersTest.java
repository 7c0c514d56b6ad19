package org.spotalert.platform.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.Python;
import org.spotalert.model.AccountRegion;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The call of Elastic Load Balancing's Query API, and answers as its API reference has them. */
class LoadBalancersTest {

    private static final String GROUP =
            "arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067";
    private static final String BEFORE =
            "<DescribeTargetGroupAttributesResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\">"
                    + "  <DescribeTargetGroupAttributesResult><Attributes>";
    private static final String AFTER = "    </Attributes></DescribeTargetGroupAttributesResult><ResponseMetadata>"
            + "    <RequestId>54618294-f3a8-11e5-bb98-57195a6eb84a</RequestId></ResponseMetadata>"
            + "</DescribeTargetGroupAttributesResponse>";
    private static final String DOCUMENTED = BEFORE
            + "      <member><Value>300</Value>"
            + "        <Key>deregistration_delay.timeout_seconds</Key></member>"
            + AFTER;

    private final WireMockServer aws = new WireMockServer(wireMockConfig().dynamicPort());
    private final AwsClients clients = new AwsClients(new AwsSettings(
            "us-west-2",
            null,
            () -> StaticCredentialsProvider.create(AwsSessionCredentials.create("AKIDEXAMPLE", "secret", "token"))));

    @BeforeEach
    void start() {
        aws.start();
        System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + aws.port());
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.endpointUrl");
        System.clearProperty("aws.endpointUrlElasticLoadBalancingV2");
        clients.close();
        aws.stop();
    }

    private int delay() {
        return clients.lookups(Duration.ofSeconds(5), 100, 100)
                .loadBalancers(new AccountRegion(null, "us-west-2"))
                .deregistrationDelay(GROUP);
    }

    private int delay(ResponseDefinitionBuilder answer) {
        aws.stubFor(post(anyUrl()).willReturn(answer));
        return delay();
    }

    private static ResponseDefinitionBuilder refusal(int status, String code, String message) {
        return aResponse()
                .withStatus(status)
                .withBody("<ErrorResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\"><Error>"
                        + "    <Type>Sender</Type><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error><RequestId>7b1f0a3e</RequestId></ErrorResponse>");
    }

    @Test
    void documentedAnswerIsRead() {
        assertThat(delay(ok(DOCUMENTED))).isEqualTo(300);

        aws.verify(postRequestedFor(anyUrl())
                .withRequestBody(equalTo("Action=DescribeTargetGroupAttributes&Version=2015-12-01&TargetGroupArn="
                        + GROUP.replace(":", "%3A").replace("/", "%2F"))));
    }

    @Test
    void otherAttributesAndUnknownMembersAreNoTrouble() {
        assertThat(delay(ok(BEFORE + "<member><Key>stickiness.type</Key><Value>lb_cookie</Value></member><member/>"
                        + "<member><New a='1'><Key>deregistration_delay.timeout_seconds</Key><Value>7</Value></New></member>"
                        + "<Other/><member><Key>deregistration_delay.timeout_seconds</Key><New/><Value>60</Value></member>"
                        + AFTER)))
                .isEqualTo(60);
    }

    @Test
    void refusalKeepsAwssWords() {
        assertThatThrownBy(() -> delay(refusal(403, "AccessDenied", "User: x is not authorized to perform: y")))
                .satisfies(failure -> {
                    assertThat(AwsFailure.describe(failure))
                            .isEqualTo("AccessDenied: User: x is not authorized to perform: y");
                    assertThat(AwsFailure.denied(failure)).isTrue();
                });
        assertThatThrownBy(() -> delay(refusal(400, "TargetGroupNotFound", "Target groups 'g' not found")))
                .satisfies(failure -> assertThat(AwsFailure.describe(failure))
                        .isEqualTo("TargetGroupNotFound: Target groups 'g' not found"));
        aws.verify(2, anyRequestedFor(anyUrl()));
    }

    @Test
    void throttledTwiceIsAskedAThirdTime() {
        for (String state : List.of(Scenario.STARTED, "once")) {
            aws.stubFor(post(anyUrl())
                    .inScenario("throttling")
                    .whenScenarioStateIs(state)
                    .willReturn(refusal(400, "Throttling", "Rate exceeded"))
                    .willSetStateTo(state.equals("once") ? "twice" : "once"));
        }
        aws.stubFor(post(anyUrl())
                .inScenario("throttling")
                .whenScenarioStateIs("twice")
                .willReturn(ok(DOCUMENTED)));

        assertThat(delay()).isEqualTo(300);
        aws.verify(3, anyRequestedFor(anyUrl()));
    }

    /** What AWS does not say is not taken for a delay. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Sign in to the network<br></body></html>",
                BEFORE + AFTER,
                BEFORE + "<member><Key>deregistration_delay.timeout_seconds</Key><Value>-1</Value></member>" + AFTER,
                BEFORE + "<member><Key>deregistration_delay.timeout_seconds</Key>",
                "<!DOCTYPE r [<!ENTITY v '30'>]>" + BEFORE
                        + "<member><Key>deregistration_delay.timeout_seconds</Key><Value>&v;</Value></member>" + AFTER
            })
    void answerWithoutTheAttributeIsNotAwss(String body) {
        assertThatThrownBy(() -> delay(ok(body)))
                .satisfies(
                        failure -> assertThat(AwsFailure.describe(failure))
                                .isEqualTo(
                                        "HTTP 200, not AWS's answer: the answer names no deregistration_delay.timeout_seconds"));
    }

    @Test
    void entityOfAnotherPlaceIsNotFetched() {
        aws.stubFor(get(anyUrl()).willReturn(ok("30")));
        String hostile = "<!DOCTYPE r [<!ENTITY v SYSTEM 'http://127.0.0.1:" + aws.port() + "/entity'>]>" + BEFORE
                + "<member><Key>deregistration_delay.timeout_seconds</Key><Value>&v;</Value></member>" + AFTER;

        assertThatThrownBy(() -> delay(ok(hostile)))
                .satisfies(failure -> assertThat(AwsFailure.describe(failure)).contains("not AWS's answer"));
        aws.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void itsOwnEndpointComesFirst() {
        System.setProperty("aws.endpointUrlElasticLoadBalancingV2", "http://127.0.0.1:" + aws.port());
        System.setProperty("aws.endpointUrl", "http://127.0.0.1:1");

        assertThat(delay(ok(DOCUMENTED))).isEqualTo(300);
    }

    @Test
    void botocoreSignsItInTheSameWay() throws Exception {
        delay(ok(DOCUMENTED));
        LoggedRequest sent = aws.findAll(anyRequestedFor(anyUrl())).get(0);
        String authorization = sent.getHeader("Authorization");
        String scope = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"
                + sent.getHeader("X-Amz-Date").substring(0, 8) + "/us-west-2/elasticloadbalancing/aws4_request, ";
        assertThat(authorization).startsWith(scope);
        String names = authorization.replaceFirst(".*SignedHeaders=([^,]*),.*", "$1");
        assertThat(names.split(";")).contains("content-type", "host", "x-amz-date", "x-amz-security-token");
        ObjectNode request = new ObjectMapper()
                .createObjectNode()
                .put("url", sent.getAbsoluteUrl())
                .put("region", "us-west-2")
                .put("body", sent.getBodyAsString());
        for (String name : names.split(";")) {
            request.withObject("/headers").put(name, sent.getHeader(name));
        }

        Process botocore = new ProcessBuilder(Python.withMoto(), "src/test/resources/moto/botocore_signature.py")
                .redirectErrorStream(true)
                .start();
        try (OutputStream input = botocore.getOutputStream()) {
            input.write(request.toString().getBytes(StandardCharsets.UTF_8));
        }
        String signature = new String(botocore.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(authorization).endsWith("Signature=" + signature);
        assertThat(signature).hasSize(64);
    }
}
