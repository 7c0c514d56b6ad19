package org.spotalert.platform.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.bucket4j.TimeMeter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;

class RateLimitInterceptorTest {

    private static final ApiBucket TASKS = ApiBucket.ECS_CLUSTER_RESOURCE_READ;

    private final WireMockServer ecs = new WireMockServer(wireMockConfig().dynamicPort());
    /** No time passes, so that no request is granted but those at once: here one for each bucket. */
    private final RequestBudget small = new RequestBudget(1, 1, new NoTime(), wait -> {});

    private final RequestBudget large = new RequestBudget(100, 10, new NoTime(), wait -> {});

    private static final class NoTime implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return 0;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    @BeforeEach
    void start() {
        ecs.start();
        ecs.stubFor(post(anyUrl()).willReturn(okJson("{}")));
    }

    @AfterEach
    void stop() {
        ecs.stop();
    }

    private EcsClient client(RequestBudget budget, Duration timeout) {
        RateLimitInterceptor calls = new RateLimitInterceptor(budget, timeout, Clock.systemUTC());
        return EcsClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(URI.create("http://127.0.0.1:" + ecs.port()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(RetryMode.STANDARD)
                        .addExecutionInterceptor(calls)
                        .addMetricPublisher(calls))
                .build();
    }

    @Test
    void callBeyondTheBudgetIsNotSent() {
        try (EcsClient client = client(small, Duration.ofMillis(10))) {
            client.listTasks();

            assertThatThrownBy(client::listTasks)
                    .satisfies(held -> assertThat(AwsFailure.describe(held))
                            .isEqualTo("held back to stay below AWS's request quota"));
            ecs.verify(1, postRequestedFor(anyUrl()));
        }
    }

    @Test
    void bucketsAreApart() {
        try (EcsClient client = client(small, Duration.ofMillis(10))) {
            client.listTasks();
            client.describeServices(request -> request.services("checkout"));
            client.describeClusters();

            ecs.verify(3, postRequestedFor(anyUrl()));
        }
    }

    @Test
    void callsOwnDeadlineCounts() {
        try (EcsClient client = client(small, Duration.ofMinutes(1))) {
            client.listTasks();

            assertThatThrownBy(() -> client.listTasks(request -> request.overrideConfiguration(
                            CallDeadline.of(Priority.ALERT, Clock.systemUTC().instant(), Duration.ofMillis(100))
                                    .configuration(Clock.systemUTC()))))
                    .satisfies(held -> assertThat(AwsFailure.kind(held)).startsWith("held back"));
        }
    }

    @Test
    void throttledAttemptMakesTheBudgetSmaller() throws InterruptedException {
        ecs.stubFor(post(anyUrl())
                .inScenario("once")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(400).withBody("{\"__type\":\"ThrottlingException\"}"))
                .willSetStateTo("well"));
        try (EcsClient client = client(large, Duration.ofSeconds(5))) {
            client.listTasks();

            ecs.verify(2, postRequestedFor(anyUrl()));
            assertThat(large.take(TASKS, Duration.ZERO, Priority.ALERT)).isFalse();
            assertThat(large.take(ApiBucket.ECS_SERVICE_READ, Duration.ZERO, Priority.ALERT))
                    .isTrue();
        }
    }

    @Test
    void fleetHasASmallShareAndWhatTheOthersLeave() throws InterruptedException {
        for (int call = 0; call < 10; call++) {
            assertThat(large.take(TASKS, Duration.ZERO, Priority.FLEET)).isTrue();
        }
        assertThat(large.take(TASKS, Duration.ZERO, Priority.FLEET)).isFalse();
        assertThat(large.fleetCalls()).isEqualTo(10);
        int others = 0;
        while (large.take(TASKS, Duration.ZERO, Priority.ALERT)) {
            others++;
        }
        assertThat(others).isEqualTo(90);
    }
}
