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
        Interruption interruption = alert.impact().interruption();
        return String.join(
                "/",
                String.valueOf(interruption.account()),
                interruption.region(),
                interruption.instanceId(),
                kind(alert, interruption));
    }

    private static String kind(Alert alert, Interruption interruption) {
        String notice = interruption.kind().name().toLowerCase(Locale.ROOT);
        String kind = alert.kind() == AlertKind.WARNING ? notice : alert.kind() + "-of-" + notice;
        return returns(interruption) ? kind + "@" + interruption.noticedAt() : kind;
    }

    /** An instance that is not terminated may run again, and be interrupted again: then the notice's time tells. */
    private static boolean returns(Interruption interruption) {
        return interruption.kind() == InterruptionKind.INTERRUPTION_WARNING
                && interruption.action() != InstanceAction.TERMINATE;
    }
}
