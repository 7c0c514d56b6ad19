package org.spotalert.pipeline.notify.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.model.Alert;
import org.spotalert.model.Completeness;
import org.spotalert.model.Decision;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.store.TestStore;

class IncidentHistoryTest {

    private static final Instant FIRST = Instant.parse("2026-12-05T15:10:09Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S,0 s",
        "PT1M59S,119 s",
        "PT2M,2 min",
        "PT14M30S,14 min",
        "PT1H59M,119 min",
        "PT47H59M,47 h",
        "PT48H,2 d",
        "PT100H,4 d"
    })
    void durationIsSaidInTheUnitThatMatters(Duration duration, String text) {
        assertThat(IncidentHistory.text(duration)).isEqualTo(text);
    }

    private static Alert alert(InterruptionKind kind, String id, Instant noticedAt, @Nullable Instant terminatesAt) {
        Interruption interruption = Samples.notice()
                .eventId(null)
                .kind(kind)
                .account("123456789012")
                .id(id)
                .noticedAt(noticedAt)
                .terminatesAt(terminatesAt)
                .interruption();
        return new Alert.Warning(
                new Impact(interruption, null, null, null, List.of(), List.of(), 0, Completeness.COMPLETE, null),
                new Decision(Verdict.SEND, Rule.TASKS_LOST, "test"));
    }

    @Test
    void whatWasScheduledIsRememberedWithItsTime() {
        Instant later = Instant.now().plus(Duration.ofDays(3)).plusSeconds(60);
        Alert sent = alert(InterruptionKind.SCHEDULED_CHANGE, "i-00000001", Instant.now(), FIRST);
        Alert warning = alert(InterruptionKind.INTERRUPTION_WARNING, "i-00000001", later, null);
        Alert putOff = alert(InterruptionKind.SCHEDULED_CHANGE, "i-00000001", later, FIRST.plusSeconds(86_400));
        Alert again = alert(InterruptionKind.SCHEDULED_CHANGE, "i-00000001", later, FIRST);
        Alert other = alert(InterruptionKind.SCHEDULED_CHANGE, "i-000000012", later, null);
        try (TestStore store = TestStore.inMemory()) {
            store.incidents().decided(List.of(sent, other));
            new NotificationRecord(store.incidents(), alerts -> "thread", Clock.systemUTC())
                    .sent("chat", List.of(sent), null);
            store.incidents().write();

            List<Alert> recalled = new IncidentHistory(store.access()).recall(List.of(warning, putOff, again, other));

            String before = "Announced before: scheduled change for 2026-12-05 15:10 UTC 3 d earlier.";
            assertThat(recalled)
                    .extracting(Alert::remarks)
                    .containsExactly(List.of(before), List.of(before), List.of(), List.of());
        }
    }
}
