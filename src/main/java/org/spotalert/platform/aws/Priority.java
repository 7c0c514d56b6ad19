package org.spotalert.platform.aws;

/** Who comes first where the request budget does not suffice for all. */
public enum Priority {
    /** An alert waits for the call. */
    ALERT,
    /** A recovery check, or the read of a whole cluster that alerts want, waits for it. */
    RECOVERY,
    /** Nobody waits for it: the fleet snapshot, which has a share of its own besides. */
    FLEET
}
