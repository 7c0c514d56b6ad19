package org.spotalert.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What AWS does with the instance: {@code detail.instance-action} of the interruption warning, and what AWS Health schedules. */
public enum InstanceAction {
    TERMINATE,
    STOP,
    HIBERNATE,
    /** AWS takes the host out of use: the instance is stopped, or terminated when its root is an instance store. */
    RETIRE,
    REBOOT,
    /** The event names no action (a rebalance recommendation, maintenance of the host), or one that AWS added later. */
    UNKNOWN;

    public static InstanceAction of(@Nullable String name) {
        for (InstanceAction action : values()) {
            if (action.toString().equals(name)) {
                return action;
            }
        }
        return UNKNOWN;
    }

    /** The name as the event has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
