package org.spotalert.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification;
import org.spotalert.model.RecoveryState;
import org.spotalert.model.Severity;

class IncidentJsonTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00.123Z");

    private final IncidentJson json = new IncidentJson();

    @Test
    void anIncidentReadIsTheOneThatWasWritten() {
        Incident incident = Incident.of(Alerts.warning().alert(), NOW)
                .notified(
                        new Notification(
                                "slack", AlertKind.WARNING, Notification.Outcome.SENT, NOW, 97L, "t", null, null),
                        NOW)
                .drained(NOW)
                .withRecovery(
                        new RecoveryState(
                                "leader",
                                Severity.CRITICAL,
                                true,
                                new RecoveryState.Result(true, Duration.ofMillis(61_500)),
                                new RecoveryState.Chain(
                                        List.of("leader"),
                                        "t",
                                        NOW,
                                        NOW.plusSeconds(900),
                                        NOW,
                                        NOW.plusSeconds(15),
                                        Map.of("shop/web", Duration.ofSeconds(30)))),
                        NOW);

        assertThat(json.read(json.write(incident))).isEqualTo(incident);
    }

    @Test
    void anOlderDocumentMayLackWhatCameLaterAndHaveWhatHasGone() {
        String older = json.write(Incident.of(Alerts.warning().alert(), NOW))
                .replace("\"notifications\":[],", "\"gone\":{\"a\":1},")
                .replace("\"missing\":[]", "\"gone\":1");

        assertThat(json.read(older).notifications()).isEmpty();
        assertThat(json.read(older).impact().missing()).isEmpty();
    }
}
