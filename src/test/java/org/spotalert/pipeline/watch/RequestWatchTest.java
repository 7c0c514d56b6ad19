package org.spotalert.pipeline.watch;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okXml;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.fleet.reclaims.ReclaimPlaces;
import org.spotalert.fleet.reclaims.SpotRequests;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.Interruption.Source;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.decide.MovingClock;
import org.spotalert.pipeline.store.Incidents.Query;
import org.spotalert.pipeline.store.StoreAccess;
import org.spotalert.pipeline.store.TestStore;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.aws.LookupClients;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What the watch makes of EC2's answers, and what it leaves alone. */
class RequestWatchTest {

    private static final String ACCOUNT = "123456789012";
    private static final String NO_CAPACITY = "instance-terminated-no-capacity";
    private static final String ONE = "i-0a1b2c3d4e5f60718";
    private static final String TWO = "i-0a1b2c3d4e5f60719";

    private static final WireMockServer EC2 =
            new WireMockServer(wireMockConfig().dynamicPort());

    private final TestStore store = TestStore.inMemory();
    private final Instant start = Instant.parse("2026-11-20T08:15:42Z");
    private final List<Interruption> queue = new ArrayList<>();
    private AwsClients clients;
    private LookupClients lookups;
    private RequestWatch watch;
    private boolean queueFails;
    private final MovingClock clock = new MovingClock("2026-11-20T08:15:42Z");

    @BeforeAll
    static void startEc2() {
        EC2.start();
    }

    @AfterAll
    static void stopEc2() {
        EC2.stop();
    }

    @BeforeEach
    void start() {
        EC2.resetAll();
        System.setProperty("aws.endpointUrl", EC2.baseUrl());
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        clients = new AwsClients(new AwsSettings("eu-west-1", null));
        lookups = clients.lookups(Duration.ofSeconds(30), 50, 10);
        watch = watch(store.access());
    }

    @AfterEach
    void stop() {
        clients.close();
        store.close();
        List.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey").forEach(System::clearProperty);
    }

    private RequestWatch watch(StoreAccess access) {
        return new RequestWatch(
                new WatchLease(access),
                new ReclaimPlaces(
                        new AwsSettings("eu-west-1", null),
                        List.of(),
                        clients.credentials(),
                        since -> access.ask(
                                any -> any.incidents().newest(new Query(since, null, null, false, null, 100))),
                        clock),
                () -> Optional.of(ACCOUNT),
                new SpotRequests(lookups, Duration.ofSeconds(30), Clock.systemUTC()),
                new KnownIncidents(access),
                notices -> {
                    if (queueFails) {
                        throw SdkClientException.create("SQS does not answer");
                    }
                    queue.addAll(notices);
                },
                Runnable::run,
                clock);
    }

    private static MappingBuilder question() {
        return post(urlEqualTo("/")).withRequestBody(containing("Action=DescribeSpotInstanceRequests"));
    }

    private static String request(String instance, String code, String behavior, Instant updated) {
        return """
                <item><spotInstanceRequestId>sir-%s</spotInstanceRequestId><instanceId>%s</instanceId>
                <instanceInterruptionBehavior>%s</instanceInterruptionBehavior>
                <launchedAvailabilityZone>eu-west-1b</launchedAvailabilityZone>
                <status><code>%s</code><updateTime>%s</updateTime></status></item>""".formatted(instance.substring(2), instance, behavior, code, updated);
    }

    private static String page(String next, String... requests) {
        return "<DescribeSpotInstanceRequestsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                + "<spotInstanceRequestSet>" + String.join("", requests) + "</spotInstanceRequestSet>"
                + next + "</DescribeSpotInstanceRequestsResponse>";
    }

    private void answers(String... requests) {
        EC2.stubFor(question().willReturn(okXml(page("", requests))));
    }

    private void taken(String instance, Instant updated) {
        answers(request(instance, NO_CAPACITY, "terminate", updated));
    }

    private List<String> found() {
        List<String> found = queue.stream().map(Interruption::resourceId).toList();
        queue.clear();
        return found;
    }

    /** EventBridge's notice of it was decided about. */
    private void announced(Interruption notice) {
        store.incidents().decided(List.of(Samples.like(notice).alert()));
        store.incidents().write();
    }

    @Test
    void firstLookTakesWhatIsInTimeAndLaterOnesAllThatIsNew() {
        answers(
                request(ONE, NO_CAPACITY, "terminate", start.minusSeconds(121)),
                request(TWO, NO_CAPACITY, "terminate", start.minusSeconds(100)));
        watch.check();
        assertThat(found()).containsExactly(TWO);

        // EC2 has not answered for half an hour; the pipeline says that it is late.
        clock.advance(Duration.ofMinutes(30));
        answers(
                request(TWO, NO_CAPACITY, "terminate", start.minusSeconds(100)),
                request(ONE, "marked-for-termination", "terminate", start.plusSeconds(60)));
        watch.check();
        assertThat(found()).containsExactly(ONE);
        watch.check();
        assertThat(found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "instance-terminated-no-capacity,             terminate, TERMINATE, 0",
        "marked-for-termination,                      terminate, TERMINATE, 0",
        "marked-for-stop,                             stop,      STOP,      0",
        "marked-for-stop,                             hibernate, HIBERNATE, 0",
        // EC2 writes these at the end.
        "instance-terminated-by-price,                terminate, TERMINATE, 120",
        "instance-terminated-launch-group-constraint, terminate, TERMINATE, 120",
        "instance-stopped-no-capacity,                stop,      STOP,      120",
        "instance-stopped-by-price,                   hibernate, HIBERNATE, 120"
    })
    void statusSaysWhatHappensAndWhen(String code, String behavior, InstanceAction action, int earlier) {
        Instant updated = start.minusSeconds(60);
        answers(request(ONE, code, behavior, updated));

        watch.check();

        assertThat(queue)
                .containsExactly(Samples.notice()
                        .eventId("sir-0a1b2c3d4e5f60718")
                        .account(ACCOUNT)
                        .zone("eu-west-1b")
                        .id(ONE)
                        .action(action)
                        .noticedAt(updated.minusSeconds(earlier))
                        .source(Source.REQUEST_WATCH)
                        .interruption());
        EC2.verify(postRequestedFor(urlEqualTo("/"))
                .withRequestBody(containing("Filter.1.Name=status-code"))
                .withRequestBody(containing(code)));
    }

    @Test
    void dayOfLooksTakesAtMostSixThousandCalls() throws IOException {
        aDayTakesAtMostSixThousandCalls(Duration.ofMinutes(15));
    }

    @Test
    @Tag("chaos")
    void dayOfLooksTakesAtMostSixThousandCallsByAnHourOfIt() throws IOException {
        aDayTakesAtMostSixThousandCalls(Duration.ofHours(1));
    }

    /** At the pace of the settings as they come: EC2 grants an account and Region a hundred times as much. */
    private void aDayTakesAtMostSixThousandCalls(Duration part) throws IOException {
        Properties defaults = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("application.properties"))) {
            defaults.load(file);
        }
        Duration interval = Duration.parse("PT" + defaults.getProperty("spot.request-watch.interval"));
        taken(ONE, start);
        for (long look = part.dividedBy(interval); look > 0; look--) {
            watch.check();
            clock.advance(interval);
        }

        assertThat(found()).containsExactly(ONE);
        assertThat(Duration.ofDays(1).dividedBy(part)
                        * EC2.countRequestsMatching(anyRequestedFor(anyUrl()).build())
                                .getCount())
                .isBetween(1000L, 6000L);
    }

    @Test
    void secondPageIsRead() {
        EC2.stubFor(question()
                .willReturn(okXml(page("<nextToken>more</nextToken>", request(ONE, NO_CAPACITY, "terminate", start)))));
        EC2.stubFor(question()
                .withRequestBody(containing("NextToken=more"))
                .willReturn(okXml(page("", request(TWO, NO_CAPACITY, "terminate", start)))));

        watch.check();

        assertThat(found()).containsExactly(ONE, TWO);
    }

    @Test
    void whatEventBridgeHasAnnouncedIsLeftAlone() {
        announced(Samples.notice()
                .account(ACCOUNT)
                .id(ONE)
                .noticedAt(start.minusSeconds(3))
                .interruption());
        answers(
                request(ONE, NO_CAPACITY, "terminate", start.minusSeconds(5)),
                request(TWO, NO_CAPACITY, "terminate", start.minusSeconds(5)));

        watch.check();

        assertThat(found()).containsExactly(TWO);
    }

    @Test
    void stopIsKnownByItsTimeAndEventBridgeHasPrecedence() {
        answers(request(ONE, "marked-for-stop", "stop", start));
        watch.check();
        assertThat(found()).isEmpty();

        Samples stop = Samples.notice().account(ACCOUNT).id(ONE).action(InstanceAction.STOP);
        announced(stop.noticedAt(start.plusSeconds(2)).interruption());
        clock.advance(Duration.ofSeconds(15));
        watch.check();
        assertThat(found()).isEmpty();

        // It runs again, and is stopped again.
        clock.advance(Duration.ofHours(1));
        answers(request(ONE, "marked-for-stop", "stop", start.plusSeconds(3600)));
        watch.check();
        assertThat(found()).containsExactly(ONE);
    }

    @Test
    void whatTheQueueHasNotTakenIsFoundAgain() {
        taken(ONE, start);
        queueFails = true;
        watch.check();
        assertThat(watch.warning()).hasValueSatisfying(text -> assertThat(text).contains("SQS does not answer"));

        queueFails = false;
        watch.check();
        assertThat(found()).containsExactly(ONE);
        assertThat(watch.warning()).isEmpty();
    }

    @Test
    void missingRightIsAWarningUntilItIsThere() {
        EC2.stubFor(question()
                .willReturn(aResponse()
                        .withStatus(403)
                        .withBody("<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>not authorized"
                                + "</Message></Error></Errors><RequestID>1</RequestID></Response>")));
        watch.check();
        assertThat(watch.warning())
                .hasValueSatisfying(
                        text -> assertThat(text).contains("eu-west-1").contains("UnauthorizedOperation"));

        taken(ONE, start);
        watch.check();
        assertThat(watch.warning()).isEmpty();
        assertThat(found()).containsExactly(ONE);
    }

    @Test
    void withoutTheStoreEachReplicaWatches() {
        store.close();
        taken(ONE, start);

        watch.check();

        assertThat(found()).containsExactly(ONE);
    }
}
