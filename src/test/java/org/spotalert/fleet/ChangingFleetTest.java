package org.spotalert.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Impact;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.enrich.Enricher;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;

/**
 * A fleet changes while warnings come, its events come late, twice or never, and ECS is down at times: what alerts name is true, at the
 * notice or as of their time.
 */
class ChangingFleetTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** The test is not about the request budget. */
    private static final int WITHOUT_LIMIT = 1_000_000;

    private final Random random = new Random(20261130);
    private ChangingEcs ecs;
    private AwsClients clients;
    private FleetLookups lookups;
    private Enricher enricher;
    private FleetEvents events;
    private final List<ChangingEcs.Event> late = new ArrayList<>();
    private final List<ChangingEcs.Event> lost = new ArrayList<>();
    private int newer;

    @BeforeEach
    void start() throws Exception {
        ecs = new ChangingEcs(5, 12, random);
        System.setProperty("aws.endpointUrl", ecs.endpoint());
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        clients = new AwsClients(new AwsSettings("eu-west-1", null));
        lookups = Fleets.lookups(List.of(), clients.lookups(TIMEOUT, WITHOUT_LIMIT, WITHOUT_LIMIT));
        events = new FleetEvents(lookups.fleet());
        lookups.fleet().watch(new AccountRegion(null, "eu-west-1"));
        enricher = new Enricher(
                Clock.systemUTC(),
                Clock.systemUTC(),
                TIMEOUT,
                clients.credentials(),
                lookups.fleet(),
                new FleetSettings(TIMEOUT, WITHOUT_LIMIT, Duration.ofMinutes(10), 100_000));
    }

    @AfterEach
    void stop() {
        clients.close();
        ecs.close();
        List.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey").forEach(System::clearProperty);
    }

    private List<Impact> warn(List<String> ids, Instant noticed) {
        LookupResult result = enricher.begin(ids.stream()
                        .map(id -> Samples.notice()
                                .eventId("event")
                                .account(null)
                                .id(id)
                                .noticedAt(noticed)
                                .interruption())
                        .toList())
                .get(0);
        return enricher.finish(
                List.of(lookups.clusters().search(lookups.clusters().lookUpKnown(result))));
    }

    @Test
    void whatAlertsNameIsTrueAtTheNoticeOrAsOfTheirTime() {
        alertsAreTrue(80);
    }

    @Test
    @Tag("chaos")
    void whatAThousandAlertsNameIsTrue() {
        alertsAreTrue(1000);
    }

    /** Delivers what ECS says of the changes, in any order: some of it later, some twice, some never. */
    private void deliver() {
        late.addAll(ecs.events());
        List<ChangingEcs.Event> all = new ArrayList<>(late);
        Collections.shuffle(all, random);
        late.clear();
        for (ChangingEcs.Event event : all) {
            int dice = random.nextInt(20);
            if (dice == 0) {
                lost.add(event);
            } else if (dice < 4) {
                late.add(event);
            } else {
                for (int times = dice < 8 ? 2 : 1; times > 0; times--) {
                    events.apply(EcsEvents.changes(event.body()));
                }
            }
        }
    }

    /**
     * What is named was there at some time since that of the read, and nothing that was there all the time is left out; nor anything at
     * all that was there at the notice, where all events have come.
     */
    private void assertTrue(String id, Set<String> named, Set<String> truth, Instant asOf, Instant noticed) {
        List<Set<String>> since = ecs.between(asOf, noticed).stream()
                .map(all -> all.getOrDefault(id, Set.of()))
                .toList();
        Set<String> always = new HashSet<>(since.get(0));
        since.forEach(always::retainAll);
        assertThat(named)
                .as(id + " since " + asOf)
                .containsAll(always)
                .allMatch(name -> since.stream().anyMatch(services -> services.contains(name)));
        if (Stream.concat(lost.stream(), late.stream())
                .noneMatch(event -> event.id().equals(id) && !event.at().isBefore(asOf))) {
            assertThat(named).as(id + " as of " + asOf).containsAll(truth);
        }
        if (!named.equals(ecs.at(asOf).get(id)) && named.equals(truth)) {
            newer++;
        }
    }

    private void alertsAreTrue(int warnings) {
        int certain = 0;
        int asOf = 0;
        int silent = 0;
        for (int warned = 0; warned < warnings; ) {
            ecs.down(false);
            if (random.nextInt(5) == 0) {
                lookups.rotation().refresh();
            }
            for (int change = random.nextInt(4); change > 0; change--) {
                ecs.change();
            }
            List<String> ids = ecs.some(1 + random.nextInt(6));
            if (random.nextBoolean()) {
                ecs.deploy(ids.get(random.nextInt(ids.size())));
            }
            Map<String, Set<String>> truth = ecs.at(Instant.now());
            Instant now = Instant.now();
            // ECS says times to the millisecond.
            Instant noticed = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            if (random.nextBoolean()) {
                ecs.drain(ids.get(0), 0.5);
            }
            deliver();
            ecs.down(random.nextInt(3) == 0);
            for (Impact impact : warn(ids, noticed)) {
                String id = impact.interruption().resourceId();
                Set<String> named =
                        impact.services().stream().map(AffectedService::name).collect(Collectors.toSet());
                Instant time = impact.completeness().asOf();
                warned++;
                if (impact.completeness().certain()) {
                    assertThat(named).as(id).isEqualTo(truth.get(id));
                    certain++;
                    silent += impact.losesTasks() ? 0 : 1;
                } else if (time != null) {
                    assertTrue(id, named, truth.getOrDefault(id, Set.of()), time, now);
                    asOf++;
                }
            }
        }
        assertThat(certain).isGreaterThan(warnings / 3);
        assertThat(asOf).isGreaterThan(warnings / 20);
        assertThat(newer).isGreaterThan(asOf / 20);
        assertThat(events.applied()).isGreaterThan(warnings / 4);
        assertThat(events.ignored()).isPositive();
        assertThat(silent).isPositive();
    }
}
