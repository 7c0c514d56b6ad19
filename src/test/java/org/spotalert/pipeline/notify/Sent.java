package org.spotalert.pipeline.notify;

import java.time.Instant;
import java.util.List;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Completeness;
import org.spotalert.model.Decision;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Impact;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;

/** Alerts to be sent, about instances that differ in nothing but their ids. */
final class Sent {

    private Sent() {}

    static Alert alert() {
        return alert("i-0a1b2c3d4e5f60718");
    }

    static Alert alert(String instanceId) {
        return alert(instanceId, "0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99");
    }

    /** The same notice in an event of its own. */
    static Alert duplicateOf(Alert alert) {
        return alert(alert.impact().interruption().instanceId(), "77777777-6c1d-4f0e-9a77-5d3c2b1a0f99");
    }

    static Alert alertIn(String region) {
        return alert("i-0a1b2c3d4e5f60718", "0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99", region);
    }

    private static Alert alert(String instanceId, String eventId) {
        return alert(instanceId, eventId, "eu-west-1");
    }

    private static Alert alert(String instanceId, String eventId, String region) {
        Interruption interruption = new Interruption(
                eventId,
                InterruptionKind.INTERRUPTION_WARNING,
                "210987654321",
                region,
                null,
                instanceId,
                InstanceAction.TERMINATE,
                Instant.parse("2026-11-20T08:15:42Z"));
        return new Alert(
                new Impact(interruption, null, null, null, List.of(), List.of(), 0, Completeness.COMPLETE),
                new Decision(Verdict.SEND, Rule.TASKS_LOST, "test"),
                AlertKind.WARNING);
    }
}
