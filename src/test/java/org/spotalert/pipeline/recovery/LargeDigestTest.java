package org.spotalert.pipeline.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spotalert.channels.message.AlertMessages;
import org.spotalert.fleet.RecoveryLookup;
import org.spotalert.model.Alert;
import org.spotalert.model.Recovery;
import org.spotalert.model.Samples;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.Severity;
import org.spotalert.pipeline.intake.EventParser;
import org.spotalert.pipeline.intake.FollowUp;
import org.spotalert.pipeline.intake.FollowUp.FollowedInstance;
import org.spotalert.platform.aws.AwsClients;

/** A digest about many instances ends as it began: in one message, which alone may close a record. */
class LargeDigestTest {

    private static final Instant NOTICED = Instant.parse("2026-11-20T08:15:42Z");
    private static final String ACCOUNT = "123456789012";
    private static final String REGION = "eu-west-1";
    private static final String THREAD = "spot/digest/0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99";
    private static final int LARGEST_MESSAGE = 256 * 1024;

    private final Random random = new Random(1);
    private final AwsClients clients = new AwsClients(REGION, null);
    private final RecoveryChecks followUps = followUps();

    private RecoveryChecks followUps() {
        Clock clock = Clock.fixed(NOTICED, ZoneOffset.UTC);
        Duration patience = Duration.ofSeconds(5);
        return new RecoveryChecks(
                new RecoverySettings(true, Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofMinutes(1)),
                50,
                new RecoveryLookup(clients.credentials(), clients.lookups(patience, 50), patience, clock),
                clock);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    private String text(int length) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private String hex(int digits) {
        return random.ints(digits, 0, 16).mapToObj(Integer::toHexString).reduce("", String::concat);
    }

    private FollowedInstance instance(int number, Map<String, String> tags) {
        Map<String, String> threads = new TreeMap<>();
        IntStream.range(0, 10).forEach(channel -> threads.put("channel-" + channel, THREAD));
        Map<String, Integer> services = new HashMap<>();
        IntStream.range(0, 5).forEach(service -> services.put("service-" + (number + service) % 60, 2));
        String cluster = "cluster-" + number % 5;
        return new FollowedInstance(
                Samples.notice()
                        .eventId(UUID.nameUUIDFromBytes(new byte[] {(byte) number, (byte) (number >> 8)})
                                .toString())
                        .account(ACCOUNT)
                        .region(REGION)
                        .zone("eu-west-1b")
                        .id("i-" + hex(17))
                        .noticedAt(NOTICED.plusSeconds(number % 40))
                        .interruption(),
                "WARNING",
                "arn:aws:ecs:eu-west-1:123456789012:cluster/" + cluster,
                "arn:aws:ecs:eu-west-1:123456789012:container-instance/" + cluster + "/" + hex(32),
                "m5.large",
                NOTICED.minusSeconds(number * 1_000L),
                tags,
                services,
                1,
                0,
                List.of("not everything could be found out for the warning"),
                threads,
                Set.of(),
                false);
    }

    private FollowUp onlyOne(int instances, int tagLength) {
        List<FollowUp> begun = followUps.begin(
                IntStream.range(0, instances)
                        .mapToObj(number -> instance(
                                number,
                                Map.of(
                                        "Name", "ecs-" + number,
                                        "aws:autoscaling:groupName", "ecs-spot-group-" + number % 7,
                                        "note", text(tagLength))))
                        .toList(),
                THREAD);
        assertThat(begun).hasSize(1);
        return begun.get(0);
    }

    private FollowUp sent(FollowUp followUp) throws Exception {
        String message = followUps.message(followUp);
        assertThat(message.length()).isLessThanOrEqualTo(LARGEST_MESSAGE);
        return (FollowUp) new EventParser(REGION, Optional::empty).parse(message, 0);
    }

    @Test
    void thousandInstancesFitIntoOneMessage() throws Exception {
        FollowUp followUp = onlyOne(1_000, 20);

        assertThat(sent(followUp)).isEqualTo(followUp);
    }

    @Test
    void tagsAreLeftOutWhereTheyDoNotFit() throws Exception {
        FollowUp followUp = sent(onlyOne(1_000, 2_900));

        assertThat(followUp.instances())
                .hasSize(1_000)
                .allSatisfy(instance -> assertThat(instance.tags()).isEmpty());
    }

    @Test
    void fewInstancesAreReadableOnTheQueue() {
        assertThat(followUps.message(onlyOne(20, 20))).contains("\"version\":1", "ecs-spot-group-1");
    }

    /** What ECS says when the first so many services are whole, and the instances are gone. */
    private static Recovery recovery(FollowUp followUp, int whole) {
        Map<Recovery.ServiceAt, ServiceSnapshot> services = new HashMap<>();
        followUp.services().forEach(service -> {
            int running = services.size() < whole ? 2 : 1;
            services.put(
                    RecoveryState.question(service),
                    new ServiceSnapshot(new ServiceStatus(2, running, 0, "web:1", false, 50), true, null));
        });
        Map<Recovery.MemberAt, Integer> members = new HashMap<>();
        followUp.instances().forEach(instance -> members.put(RecoveryState.member(instance), 0));
        return new Recovery(services, members, List.of());
    }

    @Test
    void oneServiceThatIsNotWholeKeepsTheRecordOfAHundredAndTwentyInstancesOpen() {
        FollowUp followUp = onlyOne(120, 20);
        RecoveryDecision decision = new RecoveryDecision(Duration.ofMinutes(1), 50);
        int services = followUp.services().size();
        Instant look = NOTICED.plusSeconds(200);

        RecoveryStep waiting = decision.decide(followUp, recovery(followUp, services - 1), Map.of(), look);
        assertThat(waiting.tells()).isFalse();
        RecoveryStep ended = decision.decide(followUp, recovery(followUp, services), Map.of(), look);
        RecoveryStep late = decision.decide(followUp, recovery(followUp, services - 1), Map.of(), followUp.deadline());

        assertThat(ended.alerts())
                .hasSize(120)
                .allSatisfy(alert -> assertThat(
                                alert.forChannel("channel-1").origin().thread())
                        .isEqualTo(THREAD));
        assertThat(closes(ended.alerts())).isTrue();
        assertThat(late.alerts()).hasSize(120);
        assertThat(closes(late.alerts())).isFalse();
        assertThat(late.alerts()).extracting(Alert::warned).containsOnly(Severity.WARNING);
    }

    private static boolean closes(List<Alert> alerts) {
        return new AlertMessages(Clock.systemUTC()).of(alerts).recovered();
    }
}
