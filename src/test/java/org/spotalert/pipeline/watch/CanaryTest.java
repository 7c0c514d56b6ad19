package org.spotalert.pipeline.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Place;
import org.spotalert.pipeline.decide.MovingClock;
import org.spotalert.pipeline.intake.CanaryEvent;
import org.spotalert.pipeline.store.TestStore;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Which canaries are sent, and which are missing. */
class CanaryTest {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Place PLACE = new Place("123456789012", "eu-west-1", null);

    private final MovingClock clock = new MovingClock("2026-11-20T08:15:42.000123Z");
    private final String url = "jdbc:h2:mem:canary-" + System.nanoTime() + ";DB_CLOSE_DELAY=5";
    private final TestStore store = new TestStore(url, Clock.systemUTC());
    private final TestStore beside = new TestStore(url, Clock.systemUTC());
    private final List<String> sent = new ArrayList<>();
    private final Canary canary = new Canary(store.access(), INTERVAL, () -> PLACE, sent::add, clock);
    private final Canary other = new Canary(beside.access(), INTERVAL, () -> PLACE, sent::add, clock);

    @AfterEach
    void close() {
        store.close();
        beside.close();
    }

    private boolean next(Canary replica, boolean arrives) {
        boolean missing = replica.send();
        if (arrives) {
            Instant slot = Instant.ofEpochMilli(clock.millis() - clock.millis() % INTERVAL.toMillis());
            canary.arrived(new CanaryEvent(slot, clock.instant()));
        }
        clock.advance(INTERVAL);
        return missing;
    }

    @Test
    void oneReplicaSendsEach() {
        assertThat(canary.send()).isFalse();
        assertThat(other.send()).isFalse();

        assertThat(sent).singleElement().asString().contains("\"slot\":\"2026-11-20T08:15:00Z\"");
    }

    @Test
    void twoThatAreMissingInARowAreReportedWhoeverSentThem() {
        assertThat(next(canary, true)).isFalse();
        assertThat(next(other, false)).isFalse();
        assertThat(next(canary, true)).isFalse();
        assertThat(next(canary, false)).isFalse();
        assertThat(next(other, false)).isFalse();
        assertThat(canary.send()).isTrue();
        List<String> findings = List.of("EventBridge rule: spot-rule is disabled");
        assertThat(canary.missed(findings)).singleElement().satisfies(impact -> {
            assertThat(impact.interruption().kind()).isEqualTo(InterruptionKind.MISSED_CANARY);
            assertThat(impact.completeness().reason()).isEqualTo(findings.get(0));
        });
        clock.advance(INTERVAL);
        assertThat(canary.send()).isTrue();
        assertThat(canary.missed(findings)).isEmpty();
        clock.advance(INTERVAL);
        assertThat(canary.warning()).contains("MISSED CANARY: EventBridge rule: spot-rule is disabled");

        assertThat(next(canary, true)).isTrue();
        assertThat(next(canary, true)).isFalse();
        assertThat(canary.warning()).isEmpty();
    }

    @Test
    void oneThatWasNeverSentEndsNothing() {
        next(canary, false);
        next(canary, false);
        assertThat(canary.send()).isTrue();
        assertThat(canary.missed(List.of())).hasSize(1);
        clock.advance(INTERVAL.multipliedBy(2));

        assertThat(next(canary, false)).isFalse();
        assertThat(canary.warning()).isPresent();
        assertThat(next(canary, false)).isFalse();
        assertThat(next(canary, true)).isTrue();
        assertThat(canary.missed(List.of())).isEmpty();
        assertThat(next(canary, true)).isFalse();
        assertThat(canary.warning()).isEmpty();
    }

    @Test
    void oneThatCannotBeSentIsMissing() {
        Canary refused = new Canary(
                store.access(),
                INTERVAL,
                () -> PLACE,
                detail -> {
                    throw SdkClientException.create("refused");
                },
                clock);

        assertThat(next(refused, false)).isFalse();
        assertThat(next(refused, false)).isFalse();
        assertThat(next(refused, false)).isTrue();
        refused.missed(List.of());
        assertThat(refused.warning())
                .hasValueSatisfying(text -> assertThat(text).contains("events:PutEvents has failed", "refused"));
    }

    @Test
    void arrivalIsMeasured() {
        CanaryEvent event = new CanaryEvent(clock.instant(), clock.instant());
        clock.advance(Duration.ofMillis(1500));

        assertThat(canary.arrived(event)).isEqualTo(1.5);
    }

    @Test
    void silenceOfTheProgramIsNoMissedCanary() {
        next(canary, true);
        clock.advance(Duration.ofHours(3));

        assertThat(next(canary, true)).isFalse();
        store.close();
        assertThat(canary.send()).isFalse();
    }
}
