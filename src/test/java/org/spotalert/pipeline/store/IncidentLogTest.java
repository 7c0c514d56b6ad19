package org.spotalert.pipeline.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.store.IncidentLog.Change;

class IncidentLogTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:16:00Z");
    private static final String KEY = Incident.key(Samples.warning().interruption());

    private final TestStore store = TestStore.inMemory();
    private final IncidentLog log = store.incidents();

    @AfterEach
    void close() {
        store.close();
    }

    private Map<String, Incident> stored() {
        return store.access().ask(any -> any.incidents().find(List.of(KEY)));
    }

    private static Change sentTo(String channel) {
        return new Change(
                KEY,
                null,
                incident -> incident.notified(
                        new Notification(
                                channel, AlertKind.WARNING, Notification.Outcome.SENT, NOW, 9L, "t", null, null),
                        NOW));
    }

    private static Alert decided(Verdict verdict, Rule rule) {
        return Samples.warning().decision(verdict, rule, "because").alert();
    }

    @Test
    void whatWaitsIsSeenBeforeItIsWritten() {
        log.decided(List.of(decided(Verdict.SEND, Rule.TASKS_LOST)));
        log.add(List.of(sentTo("chat")));

        assertThat(stored()).isEmpty();
        assertThat(requireNonNull(log.find(List.of(KEY)).get(KEY)).warnedAt()).isEqualTo(NOW);

        log.write();
        assertThat(requireNonNull(stored().get(KEY)).warnedAt()).isEqualTo(NOW);
        assertThat(requireNonNull(stored().get(KEY)).version()).isOne();
    }

    @Test
    void twoWhoWriteTheSameIncidentLoseNothingOfEachOther() {
        IncidentLog other = new IncidentLog(store.access(), Clock.systemUTC());
        log.decided(List.of(decided(Verdict.SEND, Rule.TASKS_LOST)));
        other.decided(List.of(decided(Verdict.SEND, Rule.TASKS_LOST)));
        log.add(List.of(sentTo("chat")));
        other.add(List.of(sentTo("mail")));
        log.write();
        other.write();

        assertThat(requireNonNull(stored().get(KEY)).notifications())
                .extracting(Notification::channel)
                .containsExactlyInAnyOrder("chat", "mail");
    }

    @Test
    void anUpdateComesAfterWhatWaits() {
        log.decided(List.of(decided(Verdict.SEND, Rule.TASKS_LOST)));

        List<Incident> updated = log.update(List.of(new Change(KEY, null, incident -> incident.drained(NOW))));

        assertThat(updated).singleElement().extracting(Incident::drainedAt).isEqualTo(NOW);
        assertThat(stored()).containsValue(updated.get(0));
    }

    @Test
    void aDecisionAfterANotificationSuppressesNothing() {
        log.decided(List.of(decided(Verdict.SEND, Rule.TASKS_LOST)));
        log.add(List.of(sentTo("chat")));
        log.decided(List.of(decided(Verdict.SUPPRESS, Rule.SILENCE)));
        log.write();

        assertThat(requireNonNull(stored().get(KEY)).suppressed()).isFalse();
    }

    @Test
    void whatTheStoreRefusesKeepsNothingElseFromBeingWritten() {
        Alert endless = Samples.warning().id("i-" + "0".repeat(500)).alert();
        log.decided(List.of(endless, decided(Verdict.SEND, Rule.TASKS_LOST)));
        log.write();

        assertThat(stored()).hasSize(1);
    }
}
