package org.spotalert.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What EC2 does with the instance: {@code detail.instance-action} of the interruption warning. */
public enum InstanceAction {
    TERMINATE,
    STOP,
    HIBERNATE,
    /** The event names no action (a rebalance recommendation), or one that AWS added later. */
    UNKNOWN;

    /** The action with this name in the event. */
    public static InstanceAction of(@Nullable String name) {
        for (InstanceAction action : values()) {
            if (action.toString().equals(name)) {
                return action;
            }
        }
        return UNKNOWN;
    }

    /** The name as it stands in the event. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
