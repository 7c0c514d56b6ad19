package org.spotalert.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.ReceivedEvent.Foreign;

/**
 * Whatever the body is: it is read, or refused with a reason, and soon. The number of tries is jqwik.tries.default; a
 * failure names the seed that repeats it.
 */
class EventParserFuzzTest {

    /** Far more than a parse takes: what is found is a loop, not a slow machine. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final EventParser parser =
            new EventParser("us-east-1", () -> Optional.of("210987654321"), EnumSet.allOf(InterruptionKind.class));

    @Provide
    Arbitrary<String> damagedEvents() {
        return DamagedEvents.bodies();
    }

    @Provide
    Arbitrary<String> anyText() {
        return Arbitraries.strings().all().ofMaxLength(200);
    }

    @Property
    void damagedEventIsReadOrRefused(@ForAll("damagedEvents") String body) {
        String outcome = outcome(body);

        Statistics.collect(outcome);
        Statistics.coverage(found -> {
            for (String each : new String[] {"Notices", "Foreign", "refused"}) {
                found.check(each).percentage(share -> share > 1);
            }
        });
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll("anyText") String body) {
        assertThat(outcome(body)).isEqualTo("refused");
    }

    private String outcome(String body) {
        return assertTimeoutPreemptively(LIMIT, () -> {
            try {
                ReceivedEvent event = parser.parse(body, 1_795_162_543_000L);
                event.interruptions().forEach(EventParserFuzzTest::assertWellFormed);
                if (event instanceof Foreign foreign) {
                    assertThat(foreign.detailType()).hasSizeBetween(1, 128).doesNotContain("\n", "\u0000");
                }
                return event.getClass().getSimpleName();
            } catch (UnreadableEventException refused) {
                assertThat(refused.getMessage()).hasSizeBetween(10, 200).doesNotContain("\n");
                return "refused";
            }
        });
    }

    private static void assertWellFormed(Interruption interruption) {
        assertThat(interruption.resourceId())
                .matches(interruption.task() == null ? "i-([0-9a-f]{8}|[0-9a-f]{17})" : "[0-9a-f]{32}|[0-9a-f-]{36}");
        if (interruption.task() != null) {
            assertThat(interruption.task().cluster()).hasSizeLessThan(400).startsWith("arn:aws");
            assertThat(String.valueOf(interruption.task().group()))
                    .hasSizeLessThan(401)
                    .doesNotContain("\n", "\u0000");
        }
        assertThat(interruption.account()).matches("[0-9]{12}");
        assertThat(interruption.region()).hasSizeLessThan(80).matches("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}");
        if (interruption.zone() != null) {
            assertThat(interruption.zone()).hasSizeLessThan(200).matches("[a-z]{2,4}(-[a-z0-9]+)+");
        }
        if (interruption.eventId() != null) {
            assertThat(interruption.eventId()).matches("[!-~]{1,128}");
        }
        assertThat(interruption.noticedAt()).isBetween(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));
        if (interruption.terminatesAt() != null) {
            assertThat(interruption.terminatesAt()).isBetween(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));
        } else if (interruption.terminatesAt() != null) {
            assertThat(interruption.terminatesAt()).isAfterOrEqualTo(interruption.noticedAt());
        }
    }
}
