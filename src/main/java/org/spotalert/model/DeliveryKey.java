package org.spotalert.model;

import java.util.Locale;
import org.spotalert.model.Interruption.Subject;

/**
 * What makes two alerts the same: account, Region, instance and kind. A duplicated event, with the same id or another,
 * has the same key.
 */
public final class DeliveryKey {

    private DeliveryKey() {}

    /** The key of this alert, without its channel: {@code account/region/instance/kind}. */
    public static String of(Alert alert) {
        return of(alert.kind(), alert.impact().interruption());
    }

    /** The key of the alert of this kind about an interruption. */
    public static String of(AlertKind kind, Interruption interruption) {
        Subject subject = interruption.subject();
        String notice = subject.kind().name().toLowerCase(Locale.ROOT);
        return String.join(
                "/",
                String.valueOf(subject.account()),
                subject.region(),
                subject.resourceId(),
                (kind == AlertKind.WARNING ? notice : kind + "-of-" + notice)
                        + (subject.occurrence() == null ? "" : "@" + subject.occurrence()));
    }
}
