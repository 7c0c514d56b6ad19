package org.spotalert.model;

import java.util.Locale;

/** What an alert says; the name in lower case is the value of message attributes and metric tags. */
public enum AlertKind {
    /** The instance will be, or may be, taken back. */
    WARNING,
    /** What a partial warning could not say yet. */
    DETAIL,
    /** ECS says meanwhile that it cannot place tasks of an affected service. */
    UNPLACED,
    /** The affected services are stable again. */
    RECOVERED,
    /** The affected services are not stable within the time allowed. */
    NOT_RECOVERED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
