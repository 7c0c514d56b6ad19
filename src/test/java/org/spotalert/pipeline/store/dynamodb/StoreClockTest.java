package org.spotalert.pipeline.store.dynamodb;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The time of leases is DynamoDB's. */
class StoreClockTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final StoreClock clock = new StoreClock();
    private final WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort());

    @BeforeEach
    void serve() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void answer(Map<String, String> headers) {
        ResponseDefinitionBuilder answer = okJson("{\"TableNames\":[]}");
        headers.forEach(answer::withHeader);
        server.stubFor(post(anyUrl()).willReturn(answer));
    }

    private void call() {
        try (DynamoDbClient client = DynamoDbClient.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(clock))
                .build()) {
            client.listTables();
        }
    }

    private static String date(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    @Test
    void theDateOfAnAnswerIsTheTimeWhateverTheMachineSays() {
        Instant there = Instant.now().minus(AN_HOUR).truncatedTo(ChronoUnit.SECONDS);
        answer(Map.of("Date", date(there), "x-amzn-RequestId", "1"));

        call();

        assertThat(clock.earliest()).isBetween(there, there.plusSeconds(5));
        assertThat(clock.latest()).isBetween(there.plusSeconds(1), there.plusSeconds(6));
        assertThat(clock.latest()).isAfter(clock.earliest().plusMillis(900));
    }

    @Test
    void answersOfOthersAreNoClock() {
        answer(Map.of("Date", date(Instant.now().minus(AN_HOUR))));

        call();

        assertThat(clock.earliest()).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
    }

    @Test
    void unreadableDateIsNoClock() {
        answer(Map.of("Date", "yesterday", "x-amzn-RequestId", "1"));

        call();

        assertThat(clock.latest()).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
    }
}
