package org.spotalert.model;

/**
 * What makes two alerts the same: the incident and the kind of alert. A duplicated event, with the same id or another, has the
 * same key.
 *
 * @param incident the key of the incident: account, Region, instance and kind of notice
 */
public record DeliveryKey(String incident, AlertKind kind) {

    /** The key of this alert, without its channel. */
    public static DeliveryKey of(Alert alert) {
        return of(alert.kind(), alert.interruption());
    }

    public static DeliveryKey of(AlertKind kind, Interruption interruption) {
        return new DeliveryKey(Incident.key(interruption), kind);
    }

    @Override
    public String toString() {
        int notice = incident.lastIndexOf('/') + 1;
        return kind == AlertKind.WARNING
                ? incident
                : incident.substring(0, notice) + kind + "-of-" + incident.substring(notice);
    }
}
