package org.spotalert.claim;

import java.util.Locale;
import org.spotalert.decide.Alert;
import org.spotalert.decide.AlertKind;
import org.spotalert.event.InstanceAction;
import org.spotalert.event.Interruption;
import org.spotalert.event.InterruptionKind;

/**
 * What makes two alerts the same: account, Region, instance and kind. A duplicated event, with the same id or another,
 * has the same key.
 */
final class AlertKey {

    private AlertKey() {}

    /** The key of this alert, without its channel: {@code account/region/instance/kind}. */
    static String of(Alert alert) {
        return of(alert.kind(), alert.impact().interruption());
    }

    /** The key of the alert of this kind about an interruption. */
    static String of(AlertKind kind, Interruption interruption) {
        return String.join(
                "/",
                String.valueOf(interruption.account()),
                interruption.region(),
                interruption.instanceId(),
                about(kind, interruption));
    }

    private static String about(AlertKind kind, Interruption interruption) {
        String notice = interruption.kind().name().toLowerCase(Locale.ROOT);
        String about = kind == AlertKind.WARNING ? notice : kind + "-of-" + notice;
        return returns(interruption) ? about + "@" + interruption.noticedAt() : about;
    }

    /** An instance that is not terminated may run again, and be interrupted again: then the notice's time tells. */
    private static boolean returns(Interruption interruption) {
        return interruption.kind() == InterruptionKind.INTERRUPTION_WARNING
                && interruption.action() != InstanceAction.TERMINATE;
    }
}
