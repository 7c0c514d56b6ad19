package org.spotalert.platform.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsException;

class LookupCallFiguresTest {

    private final WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort());
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final LookupFigures calls = new LookupFigures();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private EcsClient client() {
        return EcsClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .addMetricPublisher(calls))
                .build();
    }

    private long count(String api, String outcome) {
        return meters.get("spot.lookup.calls")
                .tags("api", api, "outcome", outcome)
                .timer()
                .count();
    }

    @Test
    void callsAreTimedByActionAndOutcome() {
        server.stubFor(post(anyUrl()).willReturn(okJson("{}")));
        try (EcsClient ecs = client()) {
            ecs.listTasks();
            assertThat(meters.getMeters()).as("before the start").isEmpty();

            calls.showIn(meters, budget -> {});
            ecs.listTasks();
            server.stubFor(post(anyUrl()).willReturn(jsonResponse("{\"__type\":\"ThrottlingException\"}", 400)));
            assertThatThrownBy(ecs::listClusters).isInstanceOf(EcsException.class);
        }

        assertThat(count("ListTasks", "ok")).isEqualTo(1);
        assertThat(count("ListClusters", "throttling")).isEqualTo(1);
    }
}
