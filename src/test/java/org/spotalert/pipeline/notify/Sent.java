package org.spotalert.pipeline.notify;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Samples;

/** Alerts to be sent, about instances that differ in nothing but their ids. */
final class Sent {

    private Sent() {}

    static Alert.Warning alert() {
        return alert("i-0a1b2c3d4e5f60718");
    }

    static Alert.Warning alert(String instanceId) {
        return alert(instanceId, "0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99");
    }

    /** The same notice in an event of its own. */
    static Alert.Warning duplicateOf(Alert alert) {
        return alert(alert.impact().interruption().resourceId(), "77777777-6c1d-4f0e-9a77-5d3c2b1a0f99");
    }

    static Alert.Warning alertIn(String region) {
        return alert("i-0a1b2c3d4e5f60718", "0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99", region);
    }

    private static Alert.Warning alert(String instanceId, String eventId) {
        return alert(instanceId, eventId, "eu-west-1");
    }

    private static Alert.Warning alert(String instanceId, String eventId, String region) {
        return Samples.notice().eventId(eventId).region(region).id(instanceId).alert();
    }

    /** An alert of this kind after that one. */
    static Alert later(
            Alert alert,
            AlertKind kind,
            @Nullable String thread,
            Map<String, String> threads,
            String... otherChannels) {
        Alert later = Samples.notice().after(thread, threads, otherChannels).alert(kind);
        return Samples.about(alert.impact(), later);
    }
}
