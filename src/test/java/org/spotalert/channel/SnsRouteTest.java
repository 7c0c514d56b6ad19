package org.spotalert.channel;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

class SnsRouteTest {

    private static final String TOPIC = "arn:aws:sns:eu-west-1:210987654321:spot-alerts";

    @RegisterExtension
    static final WireMockExtension SNS = WireMockExtension.newInstance().build();

    private ChannelRoute route;
    private SnsClient client;

    @BeforeEach
    void start() throws Exception {
        client = SnsClient.builder()
                .endpointOverride(URI.create(SNS.baseUrl()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .overrideConfiguration(o -> o.retryStrategy(RetryMode.STANDARD))
                .build();
        route = new ChannelRoute(
                "sns",
                Map.of("spot.channel.sns.topic-arn", TOPIC),
                Map.of("snsClient", client, "snsSubject", new SnsSubject(false), "snsText", new SnsText()));
    }

    @AfterEach
    void stop() {
        route.close();
        client.close();
    }

    @Test
    void publishesTextSubjectAndAttributes() {
        SNS.stubFor(post(anyUrl())
                .willReturn(ok(
                        "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>")));

        Exchange result = route.send(Alerts.warning().tasks(Alerts.task()).alert());

        assertThat(result.getException()).isNull();
        String form = body();
        assertThat(form)
                .contains("Action=Publish")
                .contains("TopicArn=" + TOPIC)
                .contains("Subject=[CRITICAL] 102 s left: Spot " + Alerts.ID + " (blue), 1 service, 1 standalone task&")
                .contains("AFFECTED SERVICES (1)")
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
    void neverSendsEmptyAttributes() {
        SNS.stubFor(post(anyUrl()).willReturn(ok("<PublishResponse/>")));

        route.send(Alerts.unknown("ECS did not answer").alert());

        assertThat(body())
                .contains("Name=cluster")
                .contains("StringValue=unknown")
                .contains("PARTIAL");
    }

    @Test
    void doesNotRepeatRefusedPublish() {
        SNS.stubFor(post(anyUrl())
                .willReturn(status(404)
                        .withBody("<ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code>"
                                + "<Message>Topic does not exist</Message></Error></ErrorResponse>")));

        Exchange result = route.send(Alerts.warning().alert());

        assertThat(new Failures(Clock.systemUTC()).describe(result.getException()))
                .isEqualTo("AWS NotFound (HTTP 404)");
        SNS.verify(1, postRequestedFor(anyUrl()));
    }

    private static String body() {
        return URLDecoder.decode(
                SNS.findAll(postRequestedFor(anyUrl())).get(0).getBodyAsString(), StandardCharsets.UTF_8);
    }
}
