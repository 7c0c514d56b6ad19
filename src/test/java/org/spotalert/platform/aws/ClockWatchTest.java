package org.spotalert.platform.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Beside an SQS whose Date is right. */
class ClockWatchTest {

    private final HttpServer server;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Duration offset = Duration.ZERO;

    ClockWatchTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = "{\"QueueUrl\": \"http://localhost/spot\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
    }

    @BeforeEach
    void start() {
        server.start();
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
        server.stop(0);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(ClockWatch.class);
    }

    private InstantSource machine() {
        return () -> Instant.now().plus(offset);
    }

    private void askSqs(ClockWatch watch) {
        try (SqsClient sqs = SqsClient.builder()
                .endpointOverride(
                        URI.create("http://localhost:" + server.getAddress().getPort()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(watch))
                .build()) {
            sqs.getQueueUrl(request -> request.queueName("spot"));
        }
    }

    @Test
    void clockThatAgreesIsLeftAlone() {
        ClockWatch watch = new ClockWatch(machine());
        offset = Duration.ofSeconds(2);

        askSqs(watch);

        assertThat(watch.ahead()).isZero();
        assertThat(watch.warning()).isEmpty();
        assertThat(log.list).isEmpty();
    }

    @Test
    void clockThatIsAheadIsSaidOnceAndPutRight() {
        ClockWatch watch = new ClockWatch(machine());
        offset = Duration.ofMinutes(10);

        askSqs(watch);
        Duration ahead = watch.ahead();
        askSqs(watch);

        assertThat(watch.ahead()).isEqualTo(ahead).isBetween(Duration.ofSeconds(598), Duration.ofSeconds(602));
        assertThat(watch.warning())
                .hasValueSatisfying(warning ->
                        assertThat(warning).matches("this machine's clock is (59|60). s ahead of AWS's; set it .*"));
        assertThat(log.list)
                .singleElement()
                .extracting(ILoggingEvent::getMessage)
                .asString()
                .contains("ahead of AWS's");
        Clock corrected = new AwsClock(Clock.offset(Clock.systemUTC(), offset), watch);
        assertThat(corrected.instant()).isCloseTo(Instant.now(), within(3, ChronoUnit.SECONDS));

        offset = Duration.ZERO;
        askSqs(watch);

        assertThat(watch.ahead()).isZero();
        assertThat(watch.warning()).isEmpty();
        assertThat(log.list)
                .extracting(ILoggingEvent::getMessage)
                .hasSize(2)
                .last()
                .isEqualTo("this machine's clock agrees with AWS's again");
    }

    @Test
    void clockAtTheLimitIsNotSaidAgainAndAgain() {
        ClockWatch watch = new ClockWatch(machine());
        offset = Duration.ofSeconds(7);
        askSqs(watch);
        offset = Duration.ofMillis(4_500);
        askSqs(watch);
        askSqs(watch);
        offset = Duration.ofSeconds(7);
        askSqs(watch);

        assertThat(watch.ahead()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(9));
        assertThat(log.list).hasSize(1);
    }

    @Test
    void clockThatIsBehindIsSaid() {
        ClockWatch watch = new ClockWatch(machine());
        offset = Duration.ofMinutes(-3);

        askSqs(watch);

        assertThat(watch.warning())
                .hasValueSatisfying(
                        warning -> assertThat(warning).matches("this machine's clock is (17|18). s behind AWS's; .*"));
    }

    @Test
    void answerThatWasLongOnItsWayTellsNothing() {
        AtomicInteger looks = new AtomicInteger();
        ClockWatch watch = new ClockWatch(() -> Instant.now().plusSeconds(600 + 3L * looks.getAndIncrement()));

        askSqs(watch);

        assertThat(looks).hasValue(2);
        assertThat(watch.ahead()).isZero();
    }
}
